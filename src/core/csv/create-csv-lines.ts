import { cellWriter } from './cell-writer.ts';
import type { CellChanges } from './cell-writer.ts';
import type { LineDialect } from './line-dialect.ts';

/** What a line needs to know of a column. */
export type LineColumn = { readonly title: string; readonly type: string };

export type CsvLines = {
  /** The line of titles; only the `file` dialect has one. */
  header(): string;
  line(cells: readonly (string | null)[]): string;
  /** What was changed in cells and headers so far. */
  counts(): Readonly<CellChanges>;
};

/** Writes rows as lines of the dialect. Numbers in `number` and `money` columns stay as they are. */
export function createCsvLines(columns: readonly LineColumn[], dialect: LineDialect): CsvLines {
  const numeric = columns.map((column) => column.type === 'number' || column.type === 'money');
  const { delimiter, end } = dialect.kind === 'file' ? { delimiter: dialect.delimiter, end: '\r\n' } : { delimiter: ',', end: '\n' };
  const cell = cellWriter(dialect);
  const changes: CellChanges = { neutralised: 0, replaced: 0 };

  return {
    header: () => columns.map((column) => cell(column.title, false, changes)).join(delimiter) + end,
    line(cells) {
      let line = '';
      for (let index = 0; index < columns.length; index += 1) {
        if (index > 0) line += delimiter;
        line += cell(cells[index] ?? null, numeric[index]!, changes);
      }
      return line + end;
    },
    counts: () => ({ ...changes }),
  };
}
