import type { Column, Row } from '@siderail/contract';
import type { Format } from '@siderail/client';

/** What a spreadsheet would take for a formula when it is pasted. */
const FORMULA = /^[\s'"\u00A0\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One row as people read it, a line for each column. */
export function rowText(row: Row, columns: readonly Column[], format: Format): string {
  return columns.map((column, index) => `${column.title}: ${format.cell(row.cells[index], column)}`).join('\n');
}

/** Rows as tab-separated lines under their titles, which spreadsheets paste as cells. Text that would run there is marked as text (T43). */
export function pageText(rows: readonly Row[], columns: readonly Column[]): string {
  const lines = rows.map((row) => columns.map((_column, index) => cellText(row.cells[index] ?? '')).join('\t'));
  return [columns.map(({ title }) => cellText(title)).join('\t'), ...lines].join('\n');
}

function cellText(cell: string): string {
  const text = cell.replace(/[\t\r\n]+/g, ' ');
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
