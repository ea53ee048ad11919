import { open } from 'node:fs/promises';
import { looksLikeFormula } from '../../core/csv/looks-like-formula.ts';
import { openText } from '../../core/csv/open-text.ts';
import { readCsvRows } from '../../core/csv/read-csv-rows.ts';
import { AppError } from '../../core/errors/index.ts';
import { openWorkbook } from '../../core/xlsx/index.ts';
import type { SheetRow } from '../../core/xlsx/index.ts';
import { editableKey, LIST_TITLES } from './list-titles.ts';
import type { ListTitles } from './list-titles.ts';

/** One line of a list as it came back. `where`: for people. `mark` null: the list has no column of marks. `raw`: before a mark against formulas was taken off. */
export type ListLine = {
  readonly where: string;
  readonly key: string;
  readonly corrected: string;
  readonly mark: string | null;
  readonly values: readonly { readonly column: string; readonly value: string; readonly raw: string }[];
};

const BOUNDS = { unpackedBytes: 200_000_000, columns: 1_000 };
const LONGEST_KEY = 500;
const LONGEST_VALUE = 65_536;
const TITLES = Object.values(LIST_TITLES);

const ZIP = Buffer.from('PK\u0003\u0004');
const OLD_EXCEL = Buffer.from([0xD0, 0xCF, 0x11, 0xE0]);

/** The lines of the list at `path`, whichever kind of file it is, as they are read. Throws request.invalid, request.too_large with what is wrong. */
export async function* splitList(path: string): AsyncGenerator<ListLine, void, undefined> {
  const begin = await beginOf(path);
  if (begin.equals(OLD_EXCEL)) throw bad('This is a file of an old Excel.', 'Save it as .xlsx or CSV and send it again.');
  const found = begin.equals(ZIP) ? yield* workbookLines(path) : yield* textLines(path);
  if (!found) throw bad('The first row must name the columns Key and Corrected key.');
}

async function* textLines(path: string): AsyncGenerator<ListLine, boolean, undefined> {
  const text = await openText(path);
  if (text === null) throw bad('This is neither a CSV file nor an Excel workbook.');
  return yield* linesOf(readCsvRows(text), (number) => `line ${number}`, unmarked);
}

async function* workbookLines(path: string): AsyncGenerator<ListLine, boolean, undefined> {
  const workbook = await openWorkbook(path, BOUNDS);
  let any = false;
  try {
    for (const { name, rows } of workbook.sheets) {
      any = (yield* linesOf(rows(), (number) => `row ${number} of the sheet “${name}”`, (text) => text.trim())) || any;
    }
  } finally {
    workbook.close();
  }
  return any;
}

async function beginOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** False where the table is no list, because its first row does not name the columns. */
async function* linesOf(rows: AsyncIterable<SheetRow>, where: (number: number) => string, clean: (text: string) => string): AsyncGenerator<ListLine, boolean, undefined> {
  let places: ReturnType<typeof placesOf> = null;
  for await (const { number, cells } of rows) {
    if (places === null) {
      places = placesOf(cells);
      if (places === null) return false;
      continue;
    }
    const { key, corrected, mark, values } = places;
    const cellAt = (at: number): string => clean(safe(cells[at] ?? ''));
    const line = {
      where: where(number), key: cellAt(key), corrected: corrected < 0 ? '' : cellAt(corrected), mark: mark < 0 ? null : cellAt(mark),
      values: values.map(({ column, at }) => ({ column, value: cellAt(at), raw: safe(cells[at] ?? '').trim() })),
    };
    if (line.key === '' && (line.mark ?? '') === '') continue;
    if (Math.max(line.key.length, line.corrected.length) > LONGEST_KEY) throw bad(`A key in the list is too long: ${line.where}.`);
    if (line.values.some(({ value }) => value.length > LONGEST_VALUE)) throw bad(`A value in the list is too long: ${line.where}.`);
    yield line;
  }
  return places !== null;
}

function placesOf(titles: readonly string[]): { readonly key: number; readonly corrected: number; readonly mark: number; readonly values: readonly { readonly column: string; readonly at: number }[] } | null {
  const plain = titles.map((title) => title.trim().toLowerCase());
  const at = (name: keyof ListTitles): number => plain.findIndex((title) => TITLES.some((one) => one[name].toLowerCase() === title));
  const [key, corrected, mark] = [at('key'), at('corrected'), at('mark')];
  if (key < 0 || (corrected < 0 && mark < 0)) return null;
  return { key, corrected, mark, values: titles.flatMap((title, column) => { const name = editableKey(title.trim()); return name === null ? [] : [{ column: name, at: column }]; }) };
}

/** What the database could not keep is no part of any value. */
function safe(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The mark that kept a spreadsheet from running the text is no part of it. */
function unmarked(text: string): string {
  const plain = text.trim();
  return plain.startsWith("'") && looksLikeFormula(plain.slice(1)) ? plain.slice(1) : plain;
}

function bad(userMessage: string, fix = 'Download the list again, change it and send it back.'): AppError {
  return new AppError('request.invalid', { userMessage, fix });
}
