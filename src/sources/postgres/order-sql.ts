import type { CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import type { RowOrder } from './open-query.ts';
import type { RowPosition } from '../database/row-position.ts';
import type { Binder } from './statement.ts';

/**
 * ORDER BY terms for a sort value and a key, rows without a value last in both directions. Columns that are never
 * empty go without NULLS LAST, which no ordinary index offers backwards. Text sorts by the column's own collation:
 * only that order has an index, and the database itself does every comparison.
 */
export function orderTerms(order: RowOrder, value: string, key: string): string {
  const direction = order.descending ? 'desc' : 'asc';
  if (order.column === null) return `${key} ${direction}`;
  return `${value} ${direction}${order.column.notNull ? '' : ' nulls last'}, ${key} ${direction}`;
}

/** SQL that is true for the rows behind a position, in that order. */
export function behindCondition(order: RowOrder, rowKey: CatalogueColumn, position: RowPosition, binder: Binder): string {
  const key = compared('t', rowKey);
  const sign = order.descending ? '<' : '>';
  const boundKey = binder.bind(position.key, rowKey.sqlType);
  if (order.column === null) return `${key} ${sign} ${boundKey}`;

  const value = compared('t', order.column);
  if (position.value === null) return `${value} is null and ${key} ${sign} ${boundKey}`;
  const boundValue = binder.bind(position.value, order.column.sqlType);
  const behind = `(${value}, ${key}) ${sign} (${boundValue}, ${boundKey})`;
  return order.column.notNull ? behind : `(${behind} or ${value} is null)`;
}
