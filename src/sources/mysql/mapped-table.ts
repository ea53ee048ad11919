import type { Column } from '#contract';
import type { CatalogueColumn } from './catalogue.ts';
import type { TableSettings } from './mysql-config.ts';
import type { Sql } from './sql.ts';

/** A column that may be shown: what people see of it and what the catalogue says. */
export type MappedColumn = { readonly shown: Column; readonly stored: CatalogueColumn; readonly currency: CatalogueColumn | null };

/** A configured table, matched with the catalogue. `relation` is its quoted name. */
export type MappedTable = {
  readonly settings: TableSettings;
  readonly relation: Sql;
  readonly snapshots: boolean;
  readonly rowKey: CatalogueColumn;
  /** By column key, in the order people see them. */
  readonly columns: ReadonlyMap<string, MappedColumn>;
};
