import type { TableQuery } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { readSelection } from '../selections/index.ts';
import type { Asking } from './open-connection.ts';
import { watchedType } from './watched-type.ts';

/**
 * The keys of the rows a query is narrowed to, null where it is not. Only exports of a table whose rows are the selected
 * records can be. Throws selection.unknown, request.invalid, table.unknown.
 */
export async function selectRows(context: Context, asking: Asking, { tableId, selection }: TableQuery): Promise<readonly string[] | null> {
  if (selection === undefined) return null;
  if (asking.verb !== 'export') throw new AppError('request.invalid', { detail: 'a selection can only be exported' });
  const { objectTypeId, ids } = await readSelection(context, { portalId: asking.portalId, userId: asking.userId, id: selection });
  const rows = watchedType(context, tableId);
  if (rows?.scope !== 'portal' || rows.objectTypeId !== objectTypeId) throw new AppError('table.unknown', { detail: `the selected records are no rows of ${tableId}` });
  return ids;
}
