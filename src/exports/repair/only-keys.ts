import type { Cell } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import type { ReadPlan, SourceBatch, SourceContext, SourceQuery } from '../../sources/define-source.ts';
import type { RowToRead } from './repair-rows.store.ts';

const AT_ONCE = 100;
export const GONE = 'it is not there any more, or not among the rows that this table shows you';

/** The rows to read again: how many, and some of them from a place on, in order. `toldElsewhere`: another sheet says of a row that it is gone. */
export type KeysToRead = { readonly count: number; readonly from: (place: number, most: number) => Promise<readonly RowToRead[]>; readonly toldElsewhere?: (row: RowToRead) => boolean };

/**
 * The table cut down to the rows with these keys, read as they are now; each is written or is skipped with the reason, that of
 * a refused correction first. What the person may not see stays out.
 */
export function onlyKeys(table: OpenTable, keys: KeysToRead): OpenTable {
  const { source, query } = table;

  async function* read(context: SourceContext<unknown>, asked: SourceQuery, _part: string, cursor: string | null): AsyncIterable<SourceBatch> {
    let place = Number(cursor ?? 0);
    for (;;) {
      context.signal.throwIfAborted();
      const rows = await keys.from(place, AT_ONCE);
      const last = rows.at(-1);
      if (last === undefined) return;
      const wanted = rows.filter(({ refused }) => refused === null).map(({ key }) => key);
      const found = new Map<string, readonly Cell[]>(wanted.length === 0 ? [] : (await source.rows(context, asked, wanted)).map(({ key, cells }) => [key, cells]));
      place = last.place + 1;
      const skipped = rows.filter((row) => !found.has(row.key) && keys.toldElsewhere?.(row) !== true).map(({ key, refused }) => ({ key, reason: refused ?? GONE }));
      yield {
        rows: wanted.flatMap((key) => { const cells = found.get(key); return cells === undefined ? [] : [cells]; }),
        skipped, cursor: String(place), upstream: found.size + skipped.length, calls: 1,
      };
    }
  }

  const plan: ReadPlan = {
    strategy: 'rows-by-key', why: 'only rows that an earlier export left out are read', parts: ['keys'], concurrency: 1, expectedRows: keys.count,
    consistency: 'each row is read once, as it is when it is read',
  };
  const { lines: _lines, recheck: _recheck, ...rest } = source;
  return {
    ...table,
    source: { ...rest, count: () => Promise.resolve(keys.count), plan: () => Promise.resolve(plan), read },
    query: { ...query, table: { ...query.table, capabilities: { ...query.table.capabilities, count: true } } },
  };
}
