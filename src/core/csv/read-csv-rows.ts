import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../errors/index.ts';

/** The number a spreadsheet shows beside the row, and its cells. */
export type CsvRow = { readonly number: number; readonly cells: readonly string[] };

/** Bytes of one row: more than any list has, so that a quotation mark that is never closed does not gather the whole file. */
const MOST_ROW_BYTES = 5_000_000;
const DELIMITERS = [',', ';', '\t'];
const FIRST_LINE = 10_000;

/**
 * The rows of a CSV text that hold anything, as spreadsheets write them: with commas, semicolons or tabs, quoted where needed, any end
 * of line. Read as they come; no more than one row is held. Throws request.invalid with the line that is damaged.
 */
export async function* readCsvRows(text: AsyncIterable<string>): AsyncGenerator<CsvRow, void, undefined> {
  const pieces = text[Symbol.asyncIterator]();
  const begun = await begin(pieces);
  const delimiter = delimiterOf(begun);
  // What is copied out of a spreadsheet has tabs, and there a quotation mark within a cell stands as it is.
  const parser = parse({ delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: delimiter === '\t', max_record_size: MOST_ROW_BYTES });
  // What goes wrong in either comes out of the loop below.
  pipeline(Readable.from(rest(begun, pieces)), parser, () => undefined);
  let number = 0;
  try {
    for await (const record of parser) {
      number += 1;
      const cells = record as string[];
      if (cells.some((cell) => cell !== '')) yield { number, cells };
    }
  } catch (thrown) {
    throw thrown instanceof CsvError ? damaged(thrown) : thrown;
  }
}

/** Enough to see the first line. */
async function begin(pieces: AsyncIterator<string>): Promise<string> {
  let begun = '';
  while (begun.length < FIRST_LINE) {
    const next = await pieces.next();
    if (next.done === true) break;
    begun += next.value;
  }
  return begun;
}

async function* rest(begun: string, pieces: AsyncIterator<string>): AsyncIterable<string> {
  yield begun;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}

function delimiterOf(text: string): string {
  const first = text.slice(0, FIRST_LINE).split(/\r?\n|\r/, 1)[0]!;
  const count = (one: string): number => first.split(one).length;
  return DELIMITERS.toSorted((one, other) => count(other) - count(one))[0]!;
}

function damaged(error: CsvError): AppError {
  // `lines`: where the parser stood, `records`: rows that were whole before.
  const { lines, records } = error as CsvError & { readonly lines?: number; readonly records?: number };
  const cause = error;
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return new AppError('request.invalid', { userMessage: `The list is damaged: a quotation mark in row ${(records ?? 0) + 1} is never closed.`, fix: FIX, cause });
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return new AppError('request.invalid', { userMessage: `The list is damaged: line ${lines ?? 1} has a quotation mark where none may stand.`, fix: FIX, cause });
    default:
      return new AppError('request.invalid', { userMessage: `The list is damaged at line ${lines ?? 1}.`, fix: FIX, cause });
  }
}

const FIX = 'Open the list in your spreadsheet, save it anew as .xlsx or CSV, and send it again.';
