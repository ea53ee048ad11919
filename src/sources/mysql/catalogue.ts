import type { ColumnKind } from './column-kind.ts';

/** Character set and collation of a text column. */
export type TextRules = { readonly charset: string; readonly collation: string };

/** A column as the database's catalogue has it. */
export type CatalogueColumn = {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The type a bound value is cast to before it is compared; for text the rules say it. */
  readonly castType: string;
  readonly text: TextRules | null;
  /** Longest value in characters and bytes; null: not limited by the type. */
  readonly mostChars: number | null;
  readonly mostBytes: number | null;
  /** Written with leading zeros: an identifier, not an amount. */
  readonly zerofill: boolean;
  readonly notNull: boolean;
  /** A unique index of this column alone. */
  readonly unique: boolean;
};

export type CatalogueTable = {
  readonly schema: string;
  readonly name: string;
  /** Its engine keeps old versions of rows, so that a long read sees one moment and holds nobody up. */
  readonly snapshots: boolean;
  readonly columns: ReadonlyMap<string, CatalogueColumn>;
};

/** The tables of one connection that exist and may be read. Identifiers of statements come from here and nowhere else. Without a schema: the one of the address. */
export type Catalogue = { find(schema: string | undefined, name: string): CatalogueTable | null };
