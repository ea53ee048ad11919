/** A newer run counts this much; the first ones share evenly. */
export const SHARE = 0.4;
const RATIO = { least: 0.02, most: 50 };

/** Reality through formula after this run, its `actual` null where it says nothing. Runs below `telling` teach as much less: they are mostly start-up. */
export function weighRatio(known: number | undefined, { actual, formula, telling, runs }: { readonly actual: number | null; readonly formula: number; readonly telling: number; readonly runs: number }): number {
  if (actual === null || formula <= 0) return known ?? 1;
  const found = Math.min(RATIO.most, Math.max(RATIO.least, actual / formula));
  return (known ?? 1) + (found - (known ?? 1)) * Math.max(SHARE, 1 / runs) * Math.min(1, Math.max(actual, formula) / telling);
}
