import { compared } from '../compared.ts';
import { withinRange } from '../key-range.ts';
import type { KeyRange } from '../key-range.ts';
import { literalBinder } from '../literal-binder.ts';
import type { OpenedQuery } from '../open-query.ts';
import { behindCondition, orderTerms } from '../order-sql.ts';
import { readColumn } from '../read-column.ts';
import { keyColumn } from './copy-columns.ts';

/** Reads the rows of a range behind a key, in the order of the row key. The query's own values are literals already. */
export function copyStatement(query: OpenedQuery, range: KeyRange, after: string | null): string {
  const { table, order } = query;
  const binder = literalBinder();
  const conditions = [`(${query.where})`, `(${withinRange(query, range, binder)})`];
  if (after !== null) conditions.push(`(${behindCondition(order, table.rowKey, { key: after, value: null }, binder)})`);

  const key = compared('t', table.rowKey);
  const cells = query.columns.map((column) => readColumn('t', column.stored));
  const selected = keyColumn(query) === null ? [`${key}::text`, ...cells] : cells;
  return `copy (select ${selected.join(', ')} from ${table.relation} as t where ${conditions.join(' and ')} order by ${orderTerms(order, '', key)}) to stdout (format csv, encoding 'UTF8')`;
}
