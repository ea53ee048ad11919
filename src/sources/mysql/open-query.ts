import { AppError } from '../../core/errors/index.ts';
import type { SourceContext, SourceQuery } from '../define-source.ts';
import type { CatalogueColumn } from './catalogue.ts';
import type { CatalogueOf } from './cached-catalogue.ts';
import { filterCondition } from './filter-condition.ts';
import { linkCondition } from './link-condition.ts';
import { mapTable } from './map-table.ts';
import type { MappedColumn, MappedTable } from './mapped-table.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { joinSql, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';

/** Order of rows; `column` null: by row key alone. The row key always decides between equal values. */
export type RowOrder = { readonly column: CatalogueColumn | null; readonly descending: boolean };

/** A query whose every name was found in the catalogue, with the condition of its rows over alias `t`. */
export type OpenedQuery = {
  readonly table: MappedTable;
  readonly columns: readonly MappedColumn[];
  readonly where: Sql;
  readonly order: RowOrder;
};

/**
 * Checks a query against the database as it is now: a stored one may be older than the table. `filters: false` keeps
 * the record's rows whether or not a filter hides them; `related`: whoever asks adds whose rows they are, without that a
 * related table is never read. Throws table.unknown, column.unknown, filter.invalid, sort.invalid.
 */
export async function openQuery(
  context: SourceContext<MysqlConfig>, catalogueOf: CatalogueOf, query: SourceQuery, options: { readonly filters?: boolean; readonly related?: boolean } = {},
): Promise<OpenedQuery> {
  const settings = context.config.tables.find((table) => table.key === query.table.key);
  if (settings === undefined) throw new AppError('table.unknown', { detail: `no table ${query.table.key}` });
  const { scope } = query.table;
  if ((scope === 'related') !== (options.related === true)) throw new AppError('table.unknown', { detail: `table ${settings.key} is related to others` });
  const wholePortal = scope === 'portal';
  if (wholePortal && !settings.portal) throw new AppError('table.unknown', { detail: `table ${settings.key} is not portal-wide` });
  if (scope === 'record' && query.record === null) throw new AppError('table.unknown', { detail: `table ${settings.key} needs a record` });

  const catalogue = await catalogueOf(context, [settings]);
  const table = mapTable(catalogue, settings);
  const columns = query.columns.map((key) => findColumn(table, key));
  const conditions: Sql[] = [];
  if (scope === 'record' && query.record !== null) conditions.push(await linkCondition(context, catalogue, settings, query.record));
  for (const filter of options.filters === false ? [] : query.filters) conditions.push(filterCondition(findColumn(table, filter.column), filter));
  const where = conditions.length === 0 ? words('true') : joinSql(conditions.map((condition) => sql`(${condition})`), ' and ');
  return { table, columns, where, order: orderOf(table, query) };
}

function findColumn(table: MappedTable, key: string): MappedColumn {
  const column = table.columns.get(key);
  if (column === undefined) throw new AppError('column.unknown', { detail: `table ${table.settings.key} has no such column` });
  return column;
}

function orderOf(table: MappedTable, query: SourceQuery): RowOrder {
  if (query.sort === null) return { column: null, descending: false };
  const { stored, shown } = findColumn(table, query.sort.column);
  if (!shown.sortable) throw new AppError('sort.invalid');
  return { column: stored.name === table.rowKey.name ? null : stored, descending: query.sort.direction === 'descending' };
}
