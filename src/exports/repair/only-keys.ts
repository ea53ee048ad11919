import type { Cell } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import type { ReadPlan, SourceBatch, SourceContext, SourceQuery } from '../../sources/define-source.ts';

const AT_ONCE = 100;
const GONE = 'it is not there any more, or not among the rows that this table shows you';

/** The table cut down to the rows with these keys, read as they are now; each is written or is skipped with the reason. What the person may not see stays out. */
export function onlyKeys(table: OpenTable, keys: readonly string[]): OpenTable {
  const { source, query } = table;

  async function* read(context: SourceContext<unknown>, asked: SourceQuery, _part: string, cursor: string | null): AsyncIterable<SourceBatch> {
    for (let from = Number(cursor ?? 0); from < keys.length; from += AT_ONCE) {
      context.signal.throwIfAborted();
      const wanted = keys.slice(from, from + AT_ONCE);
      const found = new Map<string, readonly Cell[]>((await source.rows(context, asked, wanted)).map(({ key, cells }) => [key, cells]));
      yield {
        rows: wanted.flatMap((key) => { const cells = found.get(key); return cells === undefined ? [] : [cells]; }),
        skipped: wanted.filter((key) => !found.has(key)).map((key) => ({ key, reason: GONE })),
        cursor: String(from + wanted.length), upstream: wanted.length, calls: 1,
      };
    }
  }

  const plan: ReadPlan = {
    strategy: 'rows-by-key', why: 'only rows that an earlier export left out are read', parts: ['keys'], concurrency: 1, expectedRows: keys.length,
    consistency: 'each row is read once, as it is when it is read',
  };
  const { lines: _lines, recheck: _recheck, ...rest } = source;
  return {
    ...table,
    source: { ...rest, count: () => Promise.resolve(keys.length), plan: () => Promise.resolve(plan), read },
    query: { ...query, table: { ...query.table, capabilities: { ...query.table.capabilities, count: true } } },
  };
}
