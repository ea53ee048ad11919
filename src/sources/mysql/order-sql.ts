import type { CatalogueColumn } from './catalogue.ts';
import { boundAs, compared } from './compared.ts';
import type { RowOrder } from './open-query.ts';
import type { RowPosition } from '../database/row-position.ts';
import { sql, words } from './sql.ts';
import type { Sql } from './sql.ts';

/**
 * ORDER BY terms, rows without a value last in both directions. The server puts them first when it ascends, so only
 * there an own term is needed, which costs the index; and not for columns that are never empty.
 */
export function orderTerms(order: RowOrder, rowKey: CatalogueColumn): Sql {
  const direction = words(order.descending ? 'desc' : 'asc');
  const key = sql`${compared('t', rowKey)} ${direction}`;
  if (order.column === null) return key;
  const value = compared('t', order.column);
  const emptyLast = order.descending || order.column.notNull ? words('') : sql`${value} is null, `;
  return sql`${emptyLast}${value} ${direction}, ${key}`;
}

/** SQL that is true for the rows behind a position, in that order. */
export function behindCondition(order: RowOrder, rowKey: CatalogueColumn, position: RowPosition): Sql {
  const sign = words(order.descending ? '<' : '>');
  const keyBehind = sql`${compared('t', rowKey)} ${sign} ${boundAs(rowKey, position.key)}`;
  if (order.column === null) return keyBehind;

  const value = compared('t', order.column);
  if (position.value === null) return sql`${value} is null and ${keyBehind}`;
  const here = boundAs(order.column, position.value);
  // The first comparison alone bounds an index; the server finds no bound in (a, b) > (c, d).
  const behind = sql`(${value} ${sign}= ${here} and (${value} ${sign} ${here} or ${keyBehind}))`;
  return order.column.notNull ? behind : sql`(${behind} or ${value} is null)`;
}
