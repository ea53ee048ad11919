import type { ColumnKind } from './column-kind.ts';

/** A column as the database's catalogue has it; `sqlType` is its base type, quoted, for casts of bound values. */
export type CatalogueColumn = {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly sqlType: string;
  readonly notNull: boolean;
  /** A unique index of this column alone holds for every row. */
  readonly unique: boolean;
};

export type CatalogueTable = { readonly schema: string; readonly name: string; readonly columns: ReadonlyMap<string, CatalogueColumn> };

/** The tables of one connection that exist and may be read. Identifiers of statements come from here and nowhere else. */
export type Catalogue = { find(schema: string, name: string): CatalogueTable | null };
