import { AppError } from '../../core/errors/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { countRows } from './count-rows.ts';
import type { OpenedQuery } from './open-query.ts';
import { ALL_KEYS, formatPart } from './key-range.ts';
import type { Rows } from './send-question.ts';
import { splitKeys } from './split-keys.ts';
import type { Statement } from './statement.ts';

/** Below this one reader is as fast as several. */
const WORTH_SPLITTING = 50_000;
const CONCURRENCY = 2;

const IN_SNAPSHOTS = 'Every row is as it was at the moment of the snapshot it was read in; all snapshots are named with their rows. There is one, unless the reading was interrupted or the server cannot share it between connections. A row present at all these moments is in the file exactly once.';
const BY_CHUNK = 'Each chunk holds rows committed before that chunk was read. A row added, deleted or given another value in the sorted column meanwhile may be missing or stand in the file twice; every other row is in it exactly once.';

/** How a whole query will be read: in the person's order when there is one, in ranges of an integer key when it is large. */
export async function planRead(ask: (statement: Statement) => Promise<Rows>, query: OpenedQuery, sorted: boolean): Promise<ReadPlan> {
  const expectedRows = await countOrNull(ask, query);
  const single = { parts: [formatPart(ALL_KEYS)], concurrency: 1, expectedRows };
  if (sorted) {
    return { ...single, strategy: 'keyset by sorted column', why: 'A sort was chosen, so the rows are read in that order, one chunk behind the other.', consistency: BY_CHUNK };
  }
  const small = expectedRows !== null && expectedRows < WORTH_SPLITTING;
  if (small || query.table.rowKey.kind !== 'integer') {
    return { ...single, strategy: 'copy by row key', why: 'The rows are read in the order of their key, by one COPY.', consistency: IN_SNAPSHOTS };
  }
  const parts = (await splitKeys(ask, query)).map(formatPart);
  return {
    strategy: 'copy by row key, in ranges',
    why: 'The table is large and its key is a whole number, so ranges of the key are read side by side, each by one COPY.',
    parts, concurrency: Math.min(CONCURRENCY, parts.length), expectedRows, consistency: IN_SNAPSHOTS,
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
