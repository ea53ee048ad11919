import type { LineDialect } from './line-dialect.ts';
import { looksLikeFormula } from './looks-like-formula.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
// Every delimiter we offer, whichever is in use: the file may be opened under another one (T43).
const QUOTED = /[",;\r\n\t]|^\s|\s$/;
const QUOTED_STAGING = /[",\r\n]/;
const LONE_SURROGATE = /\p{Cs}/gu;

/** What a line needs to know of a column. */
export type LineColumn = { readonly title: string; readonly type: string };

export type CsvLines = {
  /** The line of titles; only the `file` dialect has one. */
  header(): string;
  line(cells: readonly (string | null)[]): string;
  /** Cells and headers that got an apostrophe, and lone surrogates that became U+FFFD, so far. */
  counts(): { readonly neutralised: number; readonly replaced: number };
};

/** Writes rows as lines of the dialect. Numbers in `number` and `money` columns stay as they are. */
export function createCsvLines(columns: readonly LineColumn[], dialect: LineDialect): CsvLines {
  const numeric = columns.map((column) => column.type === 'number' || column.type === 'money');
  const { delimiter, end } = dialect.kind === 'file' ? { delimiter: dialect.delimiter, end: '\r\n' } : { delimiter: ',', end: '\n' };
  const cell = dialect.kind === 'file' ? fileCell : stagedCell;
  let neutralised = 0;
  let replaced = 0;

  function wellFormed(text: string): string {
    if (text.isWellFormed()) return text;
    replaced += text.match(LONE_SURROGATE)?.length ?? 0;
    return text.toWellFormed();
  }

  function fileCell(value: string | null, isNumeric: boolean): string {
    if (value === null) return '';
    if (isNumeric && NUMBER.test(value)) return value;
    let text = wellFormed(value);
    if (looksLikeFormula(text)) {
      text = `'${text}`;
      neutralised += 1;
    }
    return QUOTED.test(text) ? quote(text) : text;
  }

  function stagedCell(value: string | null): string {
    if (value === null) return '';
    const text = wellFormed(value);
    return text === '' || QUOTED_STAGING.test(text) ? quote(text) : text;
  }

  return {
    header: () => columns.map((column) => cell(column.title, false)).join(delimiter) + end,
    line(cells) {
      let line = '';
      for (let index = 0; index < columns.length; index += 1) {
        if (index > 0) line += delimiter;
        line += cell(cells[index] ?? null, numeric[index]!);
      }
      return line + end;
    },
    counts: () => ({ neutralised, replaced }),
  };
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
