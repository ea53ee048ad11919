import type { Cell, Column } from '#contract';

/** In characters, as Excel measures columns. */
const NARROWEST = 8;
const WIDEST = 60;
/** Room for the button of the filter beside the header, and at the sides. */
const HEADER_EXTRA = 4;
const EXTRA = 2;
const FIXED: Partial<Record<Column['type'], number>> = { date: 10, datetime: 19 };

/** Widths that show the header and the given first rows, in characters. */
export function columnWidths(columns: readonly Column[], firstRows: readonly (readonly Cell[])[]): number[] {
  return columns.map((column, at) => {
    let widest = Math.max(NARROWEST, column.title.length + HEADER_EXTRA, (FIXED[column.type] ?? 0) + EXTRA);
    for (const row of firstRows) {
      if (widest >= WIDEST) break;
      widest = Math.max(widest, shownLength(row[at] ?? '', column.type) + EXTRA);
    }
    return Math.min(widest, WIDEST);
  });
}

function shownLength(value: string, type: Column['type']): number {
  const fixed = FIXED[type];
  if (fixed !== undefined) return value === '' ? 0 : fixed;
  // "1234567.5" is shown as "1,234,567.50".
  if (type === 'money') return value.length + Math.floor(value.length / 3);
  const line = value.indexOf('\n');
  return line === -1 ? value.length : line;
}
