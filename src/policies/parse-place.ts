import { AppError } from '../core/errors/index.ts';
import type { Place } from './judge.ts';

const SHAPE = /^([a-z0-9-]{1,40}):([A-Za-z0-9_.-]{1,120})@(record|portal|related)$/;

/** The place of a stored table id, `<connection>:<table>@<scope>`. */
export function parsePlace(tableId: string): Place {
  const [, connection, table, scope] = SHAPE.exec(tableId) ?? [];
  if (connection === undefined || table === undefined || scope === undefined) throw new AppError('table.unknown', { detail: 'malformed table id' });
  return { connection, table, scope: scope as Place['scope'] };
}
