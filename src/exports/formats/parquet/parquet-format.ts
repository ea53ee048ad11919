import { defineFormat } from '../define-format.ts';
import { onlySheet } from '../only-sheet.ts';
import { columnNames } from './column-names.ts';
import { parquetBody } from './parquet-body.ts';
import { nameOfType } from './parquet-type.ts';
import type { Written } from './start-writer.ts';

/** Typed columns for query engines and notebooks; decide-type.ts says which type a column gets. Keyed like JSON Lines. */
export const parquetFormat = defineFormat({
  key: 'parquet',
  title: 'Parquet',
  extension: 'parquet',
  contentType: 'application/vnd.apache.parquet',
  bytesPerCell: { text: 6, number: 5, money: 5, date: 2, datetime: 8, boolean: 0.2 },
  renderSeconds: 0.25,
  ownProcess: true,
  manySheets: false,
  dialect: () => ({ kind: 'staging' }),
  render({ sheets, signal }) {
    const sheet = onlySheet(sheets);
    const names = columnNames(sheet.columns.map(({ key }) => key));
    let written: Written | null = null;
    const body = parquetBody({
      lines: sheet.lines,
      files: sheet.files,
      columns: sheet.columns.map(({ type }, at) => ({ name: names[at]!, type })),
      signal,
      onWritten(told) {
        written = told;
      },
    });
    return {
      body,
      summary() {
        const { rows, types, keptAsText } = written!;
        return {
          rows: [rows],
          cells: { neutralised: 0, cut: 0, cutPlaces: [], replaced: sheet.staged.replaced, keptAsText },
          facts: { format: 'parquet', codec: 'snappy', dateTimes: 'UTC', columns: types.map((type, at) => ({ name: names[at]!, type: nameOfType(type) })) },
        };
      },
    };
  },
});
