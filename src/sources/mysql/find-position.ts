import { AppError } from '../../core/errors/index.ts';
import { boundAs, compared, comparedAsText } from './compared.ts';
import type { AskRows } from './fetch-rows.ts';
import type { OpenedQuery } from './open-query.ts';
import { parseCursor } from '../database/row-position.ts';
import type { RowPosition } from '../database/row-position.ts';
import { sql } from './sql.ts';

/** The position a cursor stands for. Throws page.invalid, also when a long sort value has to be looked up and its row is gone. */
export async function findPosition(ask: AskRows, query: OpenedQuery, cursor: string): Promise<RowPosition> {
  const { key, value } = parseCursor(cursor);
  if (value !== undefined) return { key, value };
  const { table, order } = query;
  if (order.column === null) return { key, value: null };

  const condition = sql`${compared('t', table.rowKey)} = ${boundAs(table.rowKey, key)}`;
  const { rows } = await ask(sql`select ${comparedAsText('t', order.column)} from ${table.relation} as t where ${condition}`);
  const found = rows[0]?.[0];
  if (found === undefined) throw new AppError('page.invalid', { detail: 'the row a cursor names is gone' });
  return { key, value: found };
}
