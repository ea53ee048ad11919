import type { CellCounts } from '../define-format.ts';

const NAMED_CUTS = 100;

/** The counts of several tables as those of the file. */
export function sumCounts(counts: readonly CellCounts[]): CellCounts {
  const sum = (of: (one: CellCounts) => number): number => counts.reduce((total, one) => total + of(one), 0);
  return {
    neutralised: sum((one) => one.neutralised),
    cut: sum((one) => one.cut),
    cutPlaces: counts.flatMap((one) => one.cutPlaces).slice(0, NAMED_CUTS),
    replaced: sum((one) => one.replaced),
    keptAsText: sum((one) => one.keptAsText),
  };
}
