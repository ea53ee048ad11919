import { AppError } from '../../core/errors/index.ts';
import { doesNotFit } from '../database/does-not-fit.ts';
import type { Catalogue, CatalogueColumn, CatalogueTable } from './catalogue.ts';
import type { ColumnKind } from './column-kind.ts';
import { comparesWhole } from './compared.ts';
import type { MappedColumn, MappedTable } from './mapped-table.ts';
import type { TableSettings } from './mysql-config.ts';
import { showColumn } from './show-column.ts';
import { quoteName, sql } from './sql.ts';

/** Kinds whose comparison is exact and which a cursor brings back without loss. */
const KEY_KINDS = new Set<ColumnKind>(['integer', 'unsigned', 'decimal', 'text', 'enum', 'uuid', 'date', 'datetime', 'timestamp', 'time', 'year']);

/** Matches a configured table with what the database has. Throws source.changed or source.refused when they do not fit. */
export function mapTable(catalogue: Catalogue, settings: TableSettings): MappedTable {
  const table = catalogue.find(settings.schema, settings.table);
  if (table === null) throw doesNotFit(settings, 'the table');
  const rowKey = table.columns.get(settings.rowKey);
  if (rowKey === undefined) throw doesNotFit(settings, 'its row key');
  // Without a unique key a page could end in the middle of equal rows, and those behind it would be lost.
  if (!tellsRowsApart(rowKey)) {
    throw new AppError('source.refused', {
      userMessage: `The table “${settings.title}” has no column that tells its rows apart.`,
      fix: 'Ask an admin to choose a row key that has a unique index, is never empty and is no longer than 255 characters.',
    });
  }

  const wanted = settings.columns ?? [...table.columns.keys()].map((column) => ({ column }));
  const columns = new Map<string, MappedColumn>();
  for (const one of wanted) columns.set(one.column, mapColumn(settings, table, one));
  return { settings, relation: sql`${quoteName(table.schema)}.${quoteName(table.name)}`, snapshots: table.snapshots, rowKey, columns };
}

function tellsRowsApart(column: CatalogueColumn): boolean {
  if (!column.unique || !column.notNull || !KEY_KINDS.has(column.kind)) return false;
  return column.kind !== 'text' || comparesWhole(column);
}

function mapColumn(settings: TableSettings, table: CatalogueTable, one: NonNullable<TableSettings['columns']>[number]): MappedColumn {
  const stored = table.columns.get(one.column);
  if (stored === undefined) throw doesNotFit(settings, 'a column');
  const currency = one.currencyColumn === undefined ? null : table.columns.get(one.currencyColumn);
  if (currency === undefined) throw doesNotFit(settings, 'a currency column');
  const identifies = stored.name === settings.rowKey || settings.links.some((link) => link.column === stored.name);
  return { stored, currency, shown: showColumn(stored, one, identifies) };
}
