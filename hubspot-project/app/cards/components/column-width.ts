import type { Column } from '@siderail/contract';

/** Longer texts are wrapped; numbers, days and names like SO-2026-030000 would only be torn apart. */
const LONGEST_UNBROKEN = 40;
/** Pixels. Without a width of its own a wrapped column is squeezed to one word per line by those that do not wrap. */
const WRAPPED = 280;

/** The width of a column whose cells read as `texts`: `min` never breaks a line, and a table too wide for its place scrolls. */
export function columnWidth(column: Column, texts: readonly string[]): 'min' | number {
  if (column.type !== 'text') return 'min';
  return texts.every((text) => text.length <= LONGEST_UNBROKEN) ? 'min' : WRAPPED;
}
