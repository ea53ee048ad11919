import type { CatalogueColumn } from './catalogue.ts';
import { asText, comparedAsText } from './compared.ts';
import type { OpenedQuery } from './open-query.ts';
import { behindCondition, orderTerms } from './order-sql.ts';
import type { RowPosition } from '../database/row-position.ts';
import { joinSql, sql, wholeNumber, words } from './sql.ts';
import type { Sql } from './sql.ts';

export type Selection = {
  /** Null: from the first row. */
  readonly after: RowPosition | null;
  /** A further condition over alias `t`. */
  readonly within?: Sql;
  /** Null: all there are. */
  readonly limit: number | null;
  readonly fieldBytes: number;
  /** True: the server puts the rows aside first, so that a table without snapshots is not locked while we read. */
  readonly aside?: boolean;
};

/**
 * A stretch of rows in order. First columns: key, sort value, and the position of a column whose value is too large
 * (null in its place: it never leaves the server), then the cells. Every one is text.
 */
export function selectRows(query: OpenedQuery, selection: Selection): Sql {
  const { table, order } = query;
  const conditions = [sql`(${query.where})`];
  if (selection.within) conditions.push(sql`(${selection.within})`);
  if (selection.after) conditions.push(sql`(${behindCondition(order, table.rowKey, selection.after)})`);

  const most = wholeNumber(selection.fieldBytes);
  const cells = query.columns.map(({ stored }) => {
    const cell = asText('t', stored);
    return mayExceed(stored, selection.fieldBytes) ? { cell: sql`if(octet_length(${cell}) > ${most}, null, ${cell})`, large: sql`octet_length(${cell}) > ${most}` } : { cell, large: null };
  });
  const tooLarge = cells.flatMap(({ large }, at) => (large === null ? [] : [sql`when ${large} then '${wholeNumber(at)}'`]));
  const leading = [
    comparedAsText('t', table.rowKey),
    order.column === null ? words('null') : comparedAsText('t', order.column),
    tooLarge.length === 0 ? words('null') : sql`case ${joinSql(tooLarge, ' ')} end`,
  ];
  const limit = selection.limit === null ? words('') : sql` limit ${wholeNumber(selection.limit)}`;
  return sql`select ${words(selection.aside === true ? 'sql_buffer_result ' : '')}${joinSql([...leading, ...cells.map(({ cell }) => cell)], ', ')}
    from ${table.relation} as t where ${joinSql(conditions, ' and ')} order by ${orderTerms(order, table.rowKey)}${limit}`;
}

function mayExceed(column: CatalogueColumn, bytes: number): boolean {
  if (column.kind !== 'text' && column.kind !== 'other') return false;
  return column.mostBytes === null || column.mostBytes > bytes;
}
