import { AppError } from '../../core/errors/index.ts';
import { compared } from './compared.ts';
import type { OpenedQuery } from './open-query.ts';
import { parseCursor } from '../database/row-position.ts';
import type { RowPosition } from '../database/row-position.ts';
import type { Rows } from './send-question.ts';
import { createBinder } from './statement.ts';
import type { Statement } from './statement.ts';

/** The position a cursor stands for. Throws page.invalid, also when a long sort value has to be looked up and its row is gone. */
export async function findPosition(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery, cursor: string): Promise<RowPosition> {
  const { key, value } = parseCursor(cursor);
  if (value !== undefined) return { key, value };
  const { column } = query.order;
  if (column === null) return { key, value: null };

  const { table } = query;
  const binder = createBinder();
  const condition = `${compared('t', table.rowKey)} = ${binder.bind(key, table.rowKey.sqlType)}`;
  const rows = await ask({ text: `select ${compared('t', column)}::text from ${table.relation} as t where ${condition}`, values: binder.values });
  const found = rows[0]?.[0];
  if (found === undefined) throw new AppError('page.invalid', { detail: 'the row a cursor names is gone' });
  return { key, value: found };
}
