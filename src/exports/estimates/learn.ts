import type { Column } from '#contract';
import type { Format } from '../formats/define-format.ts';
import { fileBytes } from './file-bytes.ts';
import type { Statistics } from './statistics.store.ts';
import { SHARE, weighRatio } from './weigh-ratio.ts';

/** What one undisturbed export was like, beside what the formulas say of the same rows. */
export type Observation = {
  readonly format: Format;
  readonly columns: readonly Column[];
  /** Mean bytes of a cell, in the order of `columns`; null when there was no row to measure. */
  readonly cells: readonly number[] | null;
  readonly rows: number;
  readonly bytes: number;
  /** Null when the run was disturbed: then its time says nothing. */
  readonly seconds: number | null;
  readonly calls: number;
  /** Null when time and calls cannot be compared. */
  readonly formula: { readonly seconds: number; readonly apiCalls: number } | null;
  /** Rows the source gave, when the whole table was read without a filter. */
  readonly tableRows: number | null;
};

/** Below these a run is mostly start-up, and teaches as much less. */
export const TELLING = { rows: 50, seconds: 2, calls: 20 };

/** What is known after this run: exponentially weighted, small runs less. */
export function learn(before: Statistics | null, seen: Observation): Statistics {
  const runs = (before?.runs ?? 0) + 1;
  const cellBytes = { ...before?.cellBytes };
  for (const [at, { key }] of seen.columns.entries()) {
    const measured = seen.cells?.[at];
    if (measured === undefined) continue;
    const known = cellBytes[key];
    cellBytes[key] = known === undefined ? measured : known + (measured - known) * SHARE;
  }
  const { fixed, perRow } = fileBytes(seen.format, seen.columns, cellBytes);

  const ratio = (known: number | undefined, actual: number | null, formula: number, telling: number): number => weighRatio(known, { actual, formula, telling, runs });

  return {
    runs, cellBytes,
    byteRatio: ratio(before?.byteRatio, Math.max(0, seen.bytes - fixed), seen.rows * perRow, TELLING.rows * perRow),
    secondRatio: ratio(before?.secondRatio, seen.seconds, seen.formula?.seconds ?? 0, TELLING.seconds),
    callRatio: ratio(before?.callRatio, seen.calls, seen.formula?.apiCalls ?? 0, TELLING.calls),
    tableRows: seen.tableRows ?? before?.tableRows ?? null,
  };
}
