import type { Cell, Column } from '#contract';
import { looksLikeFormula } from '../looks-like-formula.ts';

const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
// Every delimiter we offer, whichever is in use: the file may be opened under another one (T43).
const QUOTED = /[",;\r\n\t]|^\s|\s$/;
const LONE_SURROGATE = /\p{Cs}/gu;

export type CsvLines = {
  header(): string;
  line(cells: readonly Cell[]): string;
  /** Cells and headers that got an apostrophe, and lone surrogates that became U+FFFD, so far. */
  counts(): { readonly neutralised: number; readonly replaced: number };
};

/** RFC 4180 lines with CRLF. Text that a spreadsheet would run gets an apostrophe; numbers in number columns stay as they are. */
export function createCsvLines(columns: readonly Column[], delimiter: ',' | ';' | '\t' = ','): CsvLines {
  const numeric = columns.map((column) => column.type === 'number' || column.type === 'money');
  let neutralised = 0;
  let replaced = 0;

  function cell(value: Cell, isNumeric: boolean): string {
    if (value === null) return '';
    if (isNumeric && NUMBER.test(value)) return value;
    let text = value;
    if (!text.isWellFormed()) {
      replaced += text.match(LONE_SURROGATE)?.length ?? 0;
      text = text.toWellFormed();
    }
    if (looksLikeFormula(text)) {
      text = `'${text}`;
      neutralised += 1;
    }
    return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  return {
    header: () => `${columns.map((column) => cell(column.title, false)).join(delimiter)}\r\n`,
    line(cells) {
      let line = '';
      for (let index = 0; index < columns.length; index += 1) {
        if (index > 0) line += delimiter;
        line += cell(cells[index] ?? null, numeric[index]!);
      }
      return `${line}\r\n`;
    },
    counts: () => ({ neutralised, replaced }),
  };
}
