import type { Cell, Column, FileLocale } from '#contract';
import { cellWriter } from '../../../core/csv/cell-writer.ts';
import type { CellChanges } from '../../../core/csv/cell-writer.ts';
import type { Delimiter } from '../../../core/csv/line-dialect.ts';
import { localCell } from './local-cell.ts';

export type LocalLines = {
  line(cells: readonly Cell[]): string;
  counts(): Readonly<CellChanges> & { readonly keptAsText: number };
};

/** Lines of a CSV file whose numbers and dates are written as a country does; all else as in every CSV file. */
export function localLines(columns: readonly Column[], delimiter: Delimiter, locale: FileLocale): LocalLines {
  const local = localCell(locale);
  const plain = cellWriter({ kind: 'file', delimiter });
  const changes: CellChanges = { neutralised: 0, replaced: 0 };
  let keptAsText = 0;

  function cell(value: Cell, { type }: Column): string {
    if (value === null || type === 'text' || type === 'boolean') return plain(value, false, changes);
    const written = local(value, type);
    if (written !== null) return written.includes(delimiter) ? `"${written}"` : written;
    keptAsText += 1;
    return plain(value, type === 'number' || type === 'money', changes);
  }

  return {
    line: (cells) => columns.map((column, at) => cell(cells[at] ?? null, column)).join(delimiter) + '\r\n',
    counts: () => ({ ...changes, keptAsText }),
  };
}
