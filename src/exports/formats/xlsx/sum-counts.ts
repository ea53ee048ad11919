import type { CellCounts } from '../define-format.ts';

const NAMED_CUTS = 100;

/** The counts of several tables as those of the file; a column is named behind its table's title where there are several. */
export function sumCounts(tables: readonly { readonly table: string; readonly counts: CellCounts }[]): CellCounts {
  const sum = (of: (one: CellCounts) => number): number => tables.reduce((total, { counts }) => total + of(counts), 0);
  const places = tables.flatMap(({ table, counts }) => counts.cutPlaces.map((place) => (tables.length === 1 ? place : { ...place, column: `${table}: ${place.column}` })));
  return {
    neutralised: sum((one) => one.neutralised),
    cut: sum((one) => one.cut),
    cutPlaces: places.slice(0, NAMED_CUTS),
    replaced: sum((one) => one.replaced),
    keptAsText: sum((one) => one.keptAsText),
  };
}
