import { looksLikeFormula } from '../../core/csv/looks-like-formula.ts';
import { splitCsv } from '../../core/csv/split-csv.ts';
import { AppError } from '../../core/errors/index.ts';
import { readWorkbook } from '../../core/xlsx/index.ts';
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

const BOUNDS = { unpackedBytes: 300_000_000, columns: 1_000 };
const LONGEST_KEY = 500;
const LONGEST_VALUE = 65_536;
const TITLES = Object.values(LIST_TITLES);

/** The lines of a list, whichever kind of file it is. Throws request.invalid, request.too_large with what is wrong. */
export async function* splitList(sent: Buffer): AsyncGenerator<ListLine, void, undefined> {
  if (!sent.subarray(0, 4).equals(ZIP)) {
    const found = yield* linesOf(csvRows(textOf(sent)), (number) => `line ${number}`, unmarked);
    if (!found) throw bad('The first line must name the columns Key and Corrected key.');
    return;
  }
  let any = false;
  for (const { name, rows } of await readWorkbook(sent, BOUNDS)) {
    any = (yield* linesOf(rows(), (number) => `row ${number} of the sheet “${name}”`, (text) => text.trim())) || any;
  }
  if (!any) throw bad('The first row of a sheet must name the columns Key and Corrected key.');
}

const ZIP = Buffer.from('PK\u0003\u0004');
const OLD_EXCEL = Buffer.from([0xD0, 0xCF, 0x11, 0xE0]);

/** Spreadsheets save CSV as UTF-8 or in an old encoding, or as UTF-16 where it is called text. */
function textOf(sent: Buffer): string {
  if (sent.subarray(0, 4).equals(OLD_EXCEL)) throw bad('This is a file of an old Excel.', 'Save it as .xlsx or CSV and send it again.');
  const utf16 = sent[0] === 0xFF && sent[1] === 0xFE;
  const sample = sent.subarray(0, 4_096);
  if (!utf16 && sample.includes(0)) throw bad('This is neither a CSV file nor an Excel workbook.');
  if (utf16) return new TextDecoder('utf-16le').decode(sent);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(sent);
  } catch {
    return new TextDecoder('windows-1252').decode(sent);
  }
}

function csvRows(text: string): Iterable<SheetRow> {
  const plain = text.replace(/^\uFEFF/, '');
  const first = plain.slice(0, 10_000).split(/\r?\n/, 1)[0]!;
  const count = (one: string): number => first.split(one).length;
  const delimiter = [',', ';', '\t'].toSorted((one, other) => count(other) - count(one))[0]!;
  return splitCsv(plain, delimiter);
}

/** False where the table is no list, because its first row does not name the columns. */
async function* linesOf(rows: AsyncIterable<SheetRow> | Iterable<SheetRow>, where: (number: number) => string, clean: (text: string) => string): AsyncGenerator<ListLine, boolean, undefined> {
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
