import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { compared } from './compared.ts';
import { fetchRows } from './fetch-rows.ts';
import { findPosition } from './find-position.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';
import { formatCursor } from './row-position.ts';
import type { Rows } from './run-statement.ts';
import type { Binder, Statement } from './statement.ts';

/** A stretch of integer row keys: `from` included, `to` not; null: open, so that rows added meanwhile have a place. */
const KeyRange = z.strictObject({ from: z.string().regex(/^-?\d+$/).nullable(), to: z.string().regex(/^-?\d+$/).nullable() });
export type KeyRange = z.infer<typeof KeyRange>;

const FEWEST_ROWS = 20;
/** Every chunk of a sorted read sorts what is left: fewer, larger ones. */
const SORTED_FACTOR = 3;

export function formatPart(range: KeyRange): string {
  return JSON.stringify(range);
}

/** Reads a part in chunks, each begun right behind the last row of the one before. Errors are AppErrors (source.*). */
export async function* readPart(
  ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery, part: string, cursor: string | null, limits: Limits,
): AsyncGenerator<SourceBatch> {
  const range = parsePart(part);
  let after = cursor === null ? null : await findPosition(ask, query, cursor);
  const factor = query.order.column === null ? 1 : SORTED_FACTOR;
  const most = limits.chunkRows * factor;
  let limit = most;
  for (;;) {
    const { rows, complete, cut } = await fetchRows(ask, query, {
      after,
      within: (binder) => withinRange(query, range, binder),
      limit,
      bytes: limits.chunkBytes * factor,
      fieldBytes: limits.fieldBytes,
    });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield { rows: rows.map((row) => row.cells), cursor: formatCursor(last.position), skipped: [], upstream: rows.length, calls: 1 };
    if (complete) return;
    after = last.position;
    // Rows so long that the bytes ran out first: the next chunk need not sort and measure those it will not send.
    limit = cut ? Math.max(FEWEST_ROWS, Math.min(limit, rows.length * 2)) : Math.min(most, limit * 2);
  }
}

function withinRange(query: OpenedQuery, range: KeyRange, binder: Binder): string {
  const { rowKey } = query.table;
  const key = compared('t', rowKey);
  const conditions: string[] = [];
  if (range.from !== null) conditions.push(`${key} >= ${binder.bind(range.from, rowKey.sqlType)}`);
  if (range.to !== null) conditions.push(`${key} < ${binder.bind(range.to, rowKey.sqlType)}`);
  return conditions.join(' and ') || 'true';
}

function parsePart(part: string): KeyRange {
  try {
    return KeyRange.parse(JSON.parse(part));
  } catch (cause) {
    throw new AppError('internal', { detail: 'a part of a stored plan cannot be read', cause, retry: 'never' });
  }
}
