import { MIXED_COLUMNS } from '../../support/mixed-rows.ts';
import { load, report } from './report.ts';
import { typedRows } from './typed-rows.ts';
import type { Value } from './typed-rows.ts';

/**
 * `node exceljs.ts <staged lines> <file>`: exceljs' streaming writer at its fastest: texts in place, no styles but its
 * own for dates (styles cost it half its rate), level 1.
 */
type Sheet = { columns: object[]; addRow(values: Value[]): { commit(): void }; commit(): void; autoFilter: string };
type Writer = { addWorksheet(name: string, options: object): Sheet; commit(): Promise<void> };
type ExcelJs = { stream: { xlsx: { WorkbookWriter: new (options: object) => Writer } } };

const [, , source, target] = process.argv as [string, string, string, string];

await report('exceljs', async () => {
  const { stream } = load('exceljs') as ExcelJs;
  const book = new stream.xlsx.WorkbookWriter({ filename: target, useSharedStrings: false, useStyles: false, zip: { zlib: { level: 1 } } });
  const sheet = book.addWorksheet('Bench', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = MIXED_COLUMNS.map(({ title }) => ({ header: title, width: 20 }));
  for await (const batch of typedRows(source)) for (const row of batch) sheet.addRow(row).commit();
  sheet.commit();
  await book.commit();
});
