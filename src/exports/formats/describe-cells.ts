import type { CellCounts } from './define-format.ts';
import type { FileFacts, WorkbookSheet } from './file-facts.ts';

const NAMED_PLACES = 5;

const NEUTRALISED = {
  csv: 'begin with an apostrophe, because a spreadsheet would run them as formulas',
  xlsx: 'look like formulas; they are marked as text and cannot run',
  jsonl: 'look like formulas',
  parquet: 'look like formulas',
} as const;

/** What happened to cells, a sentence each. Empty when every value stands in the file as the source gave it. */
export function describeCells(file: FileFacts, cells: CellCounts): string[] {
  const notes: string[] = [];
  if (cells.neutralised > 0) notes.push(`${count(cells.neutralised, 'text', 'texts')} ${NEUTRALISED[file.format]}.`);
  if (cells.cut > 0) notes.push(`${count(cells.cut, 'text is', 'texts are')} longer than a cell can be (32,767) and cut behind a mark: ${places(cells)}.`);
  if (cells.replaced > 0) notes.push(`${count(cells.replaced, 'character', 'characters')} that this format cannot hold became U+FFFD.`);
  if (cells.keptAsText > 0) {
    notes.push(`${count(cells.keptAsText, 'value', 'values')} of number, date and yes/no columns stand as text, because as a number or date they would read differently.`);
  }
  if (file.format === 'parquet') notes.push('Parquet is for programs, not for spreadsheets: text that looks like a formula stands as the source gave it.');
  if (file.format === 'xlsx') notes.push(...longTables(file.sheets));
  return notes;
}

function longTables(sheets: readonly WorkbookSheet[]): string[] {
  const first = sheets.filter(({ table }, at) => table !== sheets[at - 1]?.table);
  return first.flatMap(({ name, table }) => {
    const parts = sheets.filter((sheet) => sheet.table === table).length;
    return parts > 1 ? [`The rows of ${name} go over ${parts} sheets: a sheet holds 1,048,576 rows.`] : [];
  });
}

function places({ cut, cutPlaces }: CellCounts): string {
  const named = cutPlaces.slice(0, NAMED_PLACES).map(({ row, column, length }) => `row ${row}, ${column} (${length})`);
  return named.join('; ') + (cut > named.length ? '; and more' : '');
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}
