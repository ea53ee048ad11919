import type { Cell, Column } from '#contract';

/** Excel reads UTF-8 only behind a byte order mark. */
export const BYTE_ORDER_MARK = '\uFEFF';

// Characters after which a spreadsheet may read a cell as a formula, also behind white space, quotes and invisible
// characters; full-width twins included (OWASP ASVS 1.2.10; T43).
const FORMULA = /^[\s\0'"\u00A0\u200B-\u200F\u2060\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;
const LEADING_CONTROL = /^[\t\r\n\0]/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const QUOTED = /[",;\r\n\t]|^\s|\s$/;

export type CsvWriter = {
  header(): string;
  line(cells: readonly Cell[]): string;
  /** Cells and headers that got an apostrophe so far. */
  neutralised(): number;
};

/** RFC 4180 lines with CRLF. Text that a spreadsheet would run gets an apostrophe; numbers in number columns stay as they are. */
export function createCsvWriter(columns: readonly Column[]): CsvWriter {
  const numeric = columns.map((column) => column.type === 'number' || column.type === 'money');
  let neutralised = 0;

  function cell(value: Cell, isNumeric: boolean): string {
    if (value === null) return '';
    if (isNumeric && NUMBER.test(value)) return value;
    let text = value;
    if (FORMULA.test(text) || LEADING_CONTROL.test(text)) {
      text = `'${text}`;
      neutralised += 1;
    }
    return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  return {
    header: () => `${columns.map((column) => cell(column.title, false)).join(',')}\r\n`,
    line(cells) {
      let line = '';
      for (let index = 0; index < columns.length; index += 1) {
        if (index > 0) line += ',';
        line += cell(cells[index] ?? null, numeric[index]!);
      }
      return `${line}\r\n`;
    },
    neutralised: () => neutralised,
  };
}
