import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import { compared } from './compared.ts';
import type { OpenedQuery } from './open-query.ts';
import type { Binder } from './statement.ts';

/** A stretch of integer row keys: `from` included, `to` not; null: open, so that rows added meanwhile have a place. */
const KeyRange = z.strictObject({ from: z.string().regex(/^-?\d+$/).nullable(), to: z.string().regex(/^-?\d+$/).nullable() });
export type KeyRange = z.infer<typeof KeyRange>;

export const ALL_KEYS: KeyRange = { from: null, to: null };

/** A part of a plan: the rows whose keys lie in this range. */
export function formatPart(range: KeyRange): string {
  return JSON.stringify(range);
}

export function parsePart(part: string): KeyRange {
  try {
    return KeyRange.parse(JSON.parse(part));
  } catch (cause) {
    throw new AppError('internal', { detail: 'a part of a stored plan cannot be read', cause, retry: 'never' });
  }
}

/** SQL over alias `t` that is true for the rows of the range. */
export function withinRange(query: OpenedQuery, range: KeyRange, binder: Binder): string {
  const { rowKey } = query.table;
  const key = compared('t', rowKey);
  const conditions: string[] = [];
  if (range.from !== null) conditions.push(`${key} >= ${binder.bind(range.from, rowKey.sqlType)}`);
  if (range.to !== null) conditions.push(`${key} < ${binder.bind(range.to, rowKey.sqlType)}`);
  return conditions.join(' and ') || 'true';
}
