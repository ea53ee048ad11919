import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { SourceBatch } from '../define-source.ts';
import { boundAs, compared } from './compared.ts';
import type { Reading } from './connections.ts';
import type { AskRows } from './fetch-rows.ts';
import { fetchedRowsOf } from './fetched-rows-of.ts';
import { findPosition } from './find-position.ts';
import type { Limits } from './limits.ts';
import type { OpenedQuery } from './open-query.ts';
import { formatCursor } from '../database/row-position.ts';
import { selectRows } from './select-rows.ts';
import { joinSql, sql } from './sql.ts';
import type { Sql } from './sql.ts';

/** A stretch of integer row keys: `from` included, `to` not; null: open, so that rows added meanwhile have a place. */
const KeyRange = z.strictObject({ from: z.string().regex(/^-?\d+$/).nullable(), to: z.string().regex(/^-?\d+$/).nullable() });
export type KeyRange = z.infer<typeof KeyRange>;

export function formatPart(range: KeyRange): string {
  return JSON.stringify(range);
}

/**
 * Reads a part as one stream of one statement, which sees one moment. Where the engine has no snapshots, a statement
 * for so many rows follows the other, each put aside by the server first, because a stream would lock out writers.
 */
export async function* readPart(ask: AskRows, open: () => Promise<Reading>, query: OpenedQuery, part: string, cursor: string | null, limits: Limits): AsyncGenerator<SourceBatch> {
  const within = withinRange(query, parsePart(part));
  const toFetched = fetchedRowsOf(query);
  let after = cursor === null ? null : await findPosition(ask, query, cursor);
  const limit = query.table.snapshots ? null : limits.chunkRows;
  const reading = await open();
  try {
    for (;;) {
      let got = 0;
      const selection = { after, limit, fieldBytes: limits.fieldBytes, aside: limit !== null, ...(within !== null && { within }) };
      for await (const { rows } of reading.stream(selectRows(query, selection))) {
        const fetched = toFetched(rows);
        const last = fetched.at(-1);
        if (last === undefined) continue;
        got += fetched.length;
        after = last.position;
        yield { rows: fetched.map((row) => row.cells), cursor: formatCursor(last.position), skipped: [], upstream: fetched.length, calls: 1, ...(limit === null && { snapshot: reading.snapshot }) };
      }
      if (limit === null || got < limit) return;
    }
  } finally {
    reading.close();
  }
}

function withinRange(query: OpenedQuery, range: KeyRange): Sql | null {
  const { rowKey } = query.table;
  const key = compared('t', rowKey);
  const conditions: Sql[] = [];
  if (range.from !== null) conditions.push(sql`${key} >= ${boundAs(rowKey, range.from)}`);
  if (range.to !== null) conditions.push(sql`${key} < ${boundAs(rowKey, range.to)}`);
  return conditions.length === 0 ? null : joinSql(conditions, ' and ');
}

function parsePart(part: string): KeyRange {
  try {
    return KeyRange.parse(JSON.parse(part));
  } catch (cause) {
    throw new AppError('internal', { detail: 'a part of a stored plan cannot be read', cause, retry: 'never' });
  }
}
