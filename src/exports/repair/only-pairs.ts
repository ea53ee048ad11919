import type { OpenTable } from '../../connections/index.ts';
import type { ParentRow, ParentTable, RelatedRows, SourceContext, SourceQuery } from '../../sources/define-source.ts';
import { GONE } from './only-keys.ts';
import { joinPair, splitPair } from './pair.ts';
import type { RowToRead } from './repair-rows.store.ts';

/** Of some rows: which are read with all that hangs on them, and what else is read of the others. */
export type PairsToRead = (parents: readonly string[]) => Promise<{ readonly whole: ReadonlySet<string>; readonly pairs: readonly RowToRead[] }>;

/** A table that hangs on another one, cut down to what an earlier export left out of it; each pair is written or is skipped with the reason. */
export function onlyPairs(table: OpenTable, wanted: PairsToRead): OpenTable {
  const { source } = table;
  const { relatedRows } = source;
  if (relatedRows === undefined) return table;

  async function cut(context: SourceContext<unknown>, query: SourceQuery, parent: ParentTable, rows: readonly ParentRow[]): Promise<RelatedRows> {
    const [all, { whole, pairs }] = await Promise.all([relatedRows!(context, query, parent, rows), wanted(rows.map(({ key }) => key))]);
    const done = new Set(rows.slice(0, all.done ?? rows.length).map(({ key }) => key));
    const open = pairs.filter(({ key }) => done.has(splitPair(key).parent));
    const refused = new Map(open.flatMap(({ key, refused: why }) => (why === null ? [] : [[key, why] as const])));
    // One without a key of its own stands for all that hang on its row.
    const isWhole = (key: string): boolean => whole.has(key) || open.some((pair) => pair.key === key);
    const named = new Set(open.map(({ key }) => key));
    const keyAt = query.columns.indexOf(query.table.keyColumn ?? '');
    const pairOf = (row: RelatedRows['rows'][number]): string => joinPair(row.parentKey, row.cells[keyAt] ?? '');
    const kept = all.rows.filter((row) => !refused.has(pairOf(row)) && (isWhole(row.parentKey) || named.has(pairOf(row))));
    const skipped = all.skipped.filter(({ key }) => !refused.has(key) && (isWhole(splitPair(key).parent) || named.has(key)));
    const met = new Set([...kept.flatMap((row) => [pairOf(row), row.parentKey]), ...skipped.map(({ key }) => key), ...refused.keys()]);
    const missing = open.filter(({ key }) => !met.has(key) && splitPair(key).own !== null).map(({ key }) => ({ key, reason: GONE }));
    return { ...all, rows: kept, leftOut: 0, skipped: [...skipped, ...[...refused].map(([key, reason]) => ({ key, reason })), ...missing] };
  }

  return { ...table, source: { ...source, relatedRows: cut } };
}
