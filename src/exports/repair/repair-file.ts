import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import { AppError } from '../../core/errors/index.ts';
import type { LeftOut } from './left-out-rows.ts';
import { RepairRow } from './repair.ts';

const TITLES = ['Key', 'Reason', 'Corrected key'] as const;
const MOST_LINES = 1_000;

/** The rows that were left out as a CSV file: key, reason, and a column to write another key into. */
export function writeRepairFile(rows: LeftOut['rows']): string {
  const lines = createCsvLines(TITLES.map((title) => ({ title, type: 'text' })), { kind: 'file', delimiter: ',' });
  // Spreadsheets take a file without this mark for one in an old encoding.
  return `\uFEFF${lines.header()}${rows.map(({ key, reason }) => lines.line([key, reason, null])).join('')}`;
}

/**
 * Reads such a file back, as a spreadsheet saves it (comma, semicolon) or as it is pasted (tab). Lines may be missing; columns
 * are known by their titles. Throws request.invalid with what is wrong.
 */
export function readRepairFile(text: string): RepairRow[] {
  const plain = text.replace(/^\uFEFF/, '');
  const delimiter = [',', ';', '\t'].find((one) => plain.slice(0, 200).split(/\r?\n/, 1)[0]!.includes(one)) ?? ',';
  const [titles = [], ...lines] = split(plain, delimiter);
  const [key, corrected] = [TITLES[0], TITLES[2]].map((title) => titles.findIndex((one) => one.trim().toLowerCase() === title.toLowerCase()));
  if (key === undefined || key < 0 || corrected === undefined || corrected < 0) throw bad('The first line must name the columns Key and Corrected key.');
  const rows = lines.flatMap((cells) => {
    const row = { key: unmarked(cells[key]), corrected: unmarked(cells[corrected]) };
    return row.key === '' ? [] : [{ key: row.key, ...(row.corrected === '' || row.corrected === row.key ? {} : { corrected: row.corrected }) }];
  });
  if (rows.length === 0) throw bad('The list holds no row.');
  if (rows.length > MOST_LINES) throw bad('The list holds more than 1,000 rows.');
  const parsed = RepairRow.array().safeParse(rows);
  if (!parsed.success) throw bad('A key in the list is too long.');
  return parsed.data;
}

/** The mark that kept a spreadsheet from running the text is no part of the key. */
function unmarked(cell: string | undefined): string {
  return (cell ?? '').trim().replace(/^'(?=[=+\-@])/, '');
}

function split(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const close = (): void => { rows.at(-1)!.push(cell); cell = ''; };
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') { cell += '"'; at += 1; } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === delimiter) close();
    else if (char === '\n') { close(); rows.push([]); } else if (char !== '\r') cell += char;
  }
  close();
  return rows.filter((cells) => cells.some((one) => one !== ''));
}

function bad(userMessage: string): AppError {
  return new AppError('request.invalid', { userMessage, fix: 'Download the list again, change it and send it back.' });
}
