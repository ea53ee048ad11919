import type { SourceBatch } from '../define-source.ts';
import { fetchRows } from './fetch-rows.ts';
import { findPosition } from './find-position.ts';
import { parsePart, withinRange } from './key-range.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';
import { formatCursor } from '../database/row-position.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

const FEWEST_ROWS = 20;
/** Every chunk of a sorted read sorts what is left: fewer, larger ones. */
const SORTED_FACTOR = 3;

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
