import { AppError } from '../../core/errors/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { compared } from './compared.ts';
import { countRows } from './count-rows.ts';
import type { OpenedQuery } from './open-query.ts';
import { formatPart } from './read-part.ts';
import type { KeyRange } from './read-part.ts';
import type { Rows } from './run-statement.ts';
import type { Statement } from './statement.ts';

/** Below this one reader is as fast as several. */
const WORTH_SPLITTING = 50_000;
const PARTS = 8n;
const CONCURRENCY = 2;

const WHOLE: KeyRange = { from: null, to: null };
const BY_KEY = 'Each chunk holds rows committed before that chunk was read. A row present from start to end is in the file exactly once, as it was when its chunk was read; a row added or deleted meanwhile may or may not be in it.';
const BY_VALUE = 'Each chunk holds rows committed before that chunk was read. A row added, deleted or given another value in the sorted column meanwhile may be missing or stand in the file twice; every other row is in it exactly once.';

/** How a whole query will be read: in the person's order when there is one, in ranges of an integer key when it is large. */
export async function planRead(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery): Promise<ReadPlan> {
  const expectedRows = await countOrNull(ask, query);
  const single = { parts: [formatPart(WHOLE)], concurrency: 1, expectedRows };
  if (query.order.column !== null) {
    return { ...single, strategy: 'keyset by sorted column', why: 'A sort was chosen, so the rows are read in that order, one chunk behind the other.', consistency: BY_VALUE };
  }
  const small = expectedRows !== null && expectedRows < WORTH_SPLITTING;
  if (small || query.order.descending || query.table.rowKey.kind !== 'integer') {
    return { ...single, strategy: 'keyset by row key', why: 'The rows are read in the order of their key, one chunk behind the other.', consistency: BY_KEY };
  }
  const parts = splitKeys(await keyBounds(ask, query)).map(formatPart);
  return {
    strategy: 'keyset by row key, in ranges',
    why: 'The table is large and its key is a whole number, so ranges of the key are read side by side.',
    parts, concurrency: Math.min(CONCURRENCY, parts.length), expectedRows, consistency: BY_KEY,
  };
}

/** A count that takes too long only costs the progress bar its end. */
async function countOrNull(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery): Promise<number | null> {
  try {
    return await countRows(ask, query);
  } catch (error) {
    if (error instanceof AppError && error.code === 'source.timeout') return null;
    throw error;
  }
}

async function keyBounds(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery): Promise<{ least: bigint; greatest: bigint } | null> {
  const key = compared('t', query.table.rowKey);
  const [row] = await ask({ text: `select min(${key}), max(${key}) from ${query.table.relation} as t`, values: [] });
  const [least, greatest] = row ?? [];
  return least && greatest ? { least: BigInt(least), greatest: BigInt(greatest) } : null;
}

function splitKeys(bounds: { least: bigint; greatest: bigint } | null): KeyRange[] {
  const width = bounds === null ? 0n : (bounds.greatest - bounds.least + 1n) / PARTS;
  if (bounds === null || width === 0n) return [WHOLE];
  const edges = Array.from({ length: Number(PARTS) - 1 }, (_, at) => String(bounds.least + width * BigInt(at + 1)));
  return [null, ...edges].map((from, at) => ({ from, to: edges[at] ?? null }));
}
