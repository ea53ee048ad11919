import type { Cell } from '#contract';
import type { RowPosition } from './row-position.ts';

export type FetchedRow = { readonly position: RowPosition; readonly cells: Cell[] };

/** A stretch of rows. `complete`: no row stands behind these. `cut`: the bytes were used up, not the limit. */
export type Fetched = { readonly rows: readonly FetchedRow[]; readonly complete: boolean; readonly cut: boolean };
