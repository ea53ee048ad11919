import type { ListChoicesRequest, ListChoicesResponse } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { Asking } from './open-connection.ts';
import { openJoinedTable } from './open-table.ts';

/** More than this nobody looks through in a list. */
const MOST = 2_000;

/** What the column of a table can hold, for its filter. Throws table.unknown, column.unknown. */
export async function listChoices(context: Context, asking: Asking, { column, ...of }: ListChoicesRequest): Promise<ListChoicesResponse> {
  const table = await openJoinedTable(context, asking, { ...of, columns: [column], filters: [] });
  const isChoice = table.query.table.columns.some(({ key, choices }) => key === column && choices === 'labels');
  if (!isChoice || table.source.choices === undefined) throw new AppError('column.unknown', { detail: 'the column is not one of choices' });
  const choices = await table.source.choices(table.context, table.query.table, column);
  return { choices: choices.length > MOST ? null : [...choices] };
}
