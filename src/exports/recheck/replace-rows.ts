import { AppError } from '../../core/errors/index.ts';
import type { RowKey } from './row-keys.ts';
import { splitLines } from './split-lines.ts';
import type { Tally } from './tally.ts';

/** A row as it is now; `line` null: the filter leaves it out. */
export type FreshRow = { readonly key: string; readonly line: Buffer | null; readonly neutralised: number; readonly replaced: number };
type Held = RowKey & { readonly line: Buffer | null };

/** A chunk with these rows in their places. `rows` and `upstream` are differences. */
export type ReplacedRows = { readonly body: Buffer; readonly keys: readonly RowKey[]; readonly rows: number; readonly upstream: number; readonly tally: Omit<Tally, 'changed' | 'calls'> };

/** Puts fresh rows, ascending by key, among a chunk's. Null when nothing is other than it was. */
export function replaceRows(body: Buffer, keys: readonly RowKey[], fresh: readonly FreshRow[]): ReplacedRows | null {
  const lines = splitLines(body);
  const held: Held[] = [];
  let at = 0;
  for (const key of keys) held.push({ ...key, line: key.written ? (lines[at++] ?? null) : null });
  if (at !== lines.length) throw new AppError('internal', { retry: 'never', detail: `a chunk holds ${lines.length} rows, and keys of ${at}` });

  const known = new Map(held.map((row, index) => [row.key, index]));
  const tally = { replaced: 0, added: 0, leftOut: 0 };
  let [rows, upstream] = [0, 0];
  for (const row of fresh) {
    const index = known.get(row.key);
    const before = index === undefined ? null : held[index]!.line;
    if (index === undefined) upstream += 1;
    if (row.line === null ? before !== null : before === null) rows += row.line === null ? -1 : 1;
    if (before !== null && row.line === null) tally.leftOut += 1;
    if (before === null && row.line !== null) tally.added += 1;
    if (before !== null && row.line !== null && !before.equals(row.line)) tally.replaced += 1;
    const now = { ...row, written: row.line !== null };
    if (index === undefined) held.push(now);
    else held[index] = now;
  }
  if (upstream + tally.replaced + tally.added + tally.leftOut === 0) return null;
  held.sort((one, other) => compareKeys(one.key, other.key));
  return { body: Buffer.concat(held.flatMap(({ line }) => line ?? [])), keys: held.map(({ line: _line, ...key }) => key), rows, upstream, tally };
}

/** Decimal numbers without leading zeros, of any length. */
export function compareKeys(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
