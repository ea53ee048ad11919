import { AppError } from '../../core/errors/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { compared } from './compared.ts';
import { countRows } from './count-rows.ts';
import type { AskRows } from './fetch-rows.ts';
import type { OpenedQuery } from './open-query.ts';
import { formatPart } from './read-part.ts';
import type { KeyRange } from './read-part.ts';
import { sql } from './sql.ts';

/** Below this one reader is as fast as several. */
const WORTH_SPLITTING = 50_000;
const PARTS = 8n;
const CONCURRENCY = 2;

const WHOLE: KeyRange = { from: null, to: null };

/** How a whole query will be read: in the person's order when there is one, in ranges of an integer key when it is large. */
export async function planRead(ask: AskRows, query: OpenedQuery): Promise<ReadPlan> {
  const expectedRows = await countOrNull(ask, query);
  const single = { parts: [formatPart(WHOLE)], concurrency: 1, expectedRows, consistency: consistencyOf(query) };
  if (query.order.column !== null) {
    return { ...single, strategy: 'stream by sorted column', why: 'A sort was chosen, so the rows are read in that order, as one stream.' };
  }
  const { kind } = query.table.rowKey;
  const small = expectedRows !== null && expectedRows < WORTH_SPLITTING;
  if (small || query.order.descending || (kind !== 'integer' && kind !== 'unsigned')) {
    return { ...single, strategy: 'stream by row key', why: 'The rows are read in the order of their key, as one stream.' };
  }
  const parts = splitKeys(await keyBounds(ask, query)).map(formatPart);
  return {
    ...single,
    strategy: 'stream by row key, in ranges',
    why: 'The table is large and its key is a whole number, so ranges of the key are read side by side.',
    parts, concurrency: Math.min(CONCURRENCY, parts.length),
  };
}

/** Exactly what holds for rows that change meanwhile. Only a change of what rows are ordered by can lose or repeat one. */
function consistencyOf(query: OpenedQuery): string {
  const moment = query.table.snapshots
    ? 'Every part of the table is read as it was at one moment, when its reading began, or when it went on after an interruption.'
    : 'The engine of this table keeps no old versions of rows, so each chunk holds the rows as they were when that chunk was read.';
  const rule = query.order.column === null
    ? 'A row present from start to end is in the file exactly once; a row added, deleted or given another key meanwhile may or may not be in it.'
    : 'A row present from start to end is in the file exactly once, unless it was given another value in the sorted column or another key between two such moments: then it may be missing or stand in it twice.';
  return `${moment} ${rule}`;
}

/** A count that takes too long only costs the progress bar its end. */
async function countOrNull(ask: AskRows, query: OpenedQuery): Promise<number | null> {
  try {
    return await countRows(ask, query);
  } catch (error) {
    if (error instanceof AppError && error.code === 'source.timeout') return null;
    throw error;
  }
}

async function keyBounds(ask: AskRows, query: OpenedQuery): Promise<{ least: bigint; greatest: bigint } | null> {
  const key = compared('t', query.table.rowKey);
  const { rows } = await ask(sql`select cast(min(${key}) as char), cast(max(${key}) as char) from ${query.table.relation} as t`);
  const [least, greatest] = rows[0] ?? [];
  return least && greatest ? { least: BigInt(least), greatest: BigInt(greatest) } : null;
}

function splitKeys(bounds: { least: bigint; greatest: bigint } | null): KeyRange[] {
  const width = bounds === null ? 0n : (bounds.greatest - bounds.least + 1n) / PARTS;
  if (bounds === null || width === 0n) return [WHOLE];
  const edges = Array.from({ length: Number(PARTS) - 1 }, (_, at) => String(bounds.least + width * BigInt(at + 1)));
  return [null, ...edges].map((from, at) => ({ from, to: edges[at] ?? null }));
}
