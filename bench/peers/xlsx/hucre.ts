import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { MIXED_COLUMNS } from '../../support/mixed-rows.ts';
import { load, report } from './report.ts';
import { typedRows } from './typed-rows.ts';
import type { Value } from './typed-rows.ts';

/** `node hucre.ts <staged lines> <file>`: hucre's streaming writer, as its own page advises for many rows. */
type Hucre = { writeXlsxStream(rows: AsyncIterable<Value[]>, options: object): ReadableStream };

const FORMATS: Readonly<Record<string, string>> = { money: '#,##0.00', date: 'yyyy-mm-dd', datetime: 'yyyy-mm-dd hh:mm:ss' };
const [, , source, target] = process.argv as [string, string, string, string];

async function* rows(): AsyncIterable<Value[]> {
  for await (const batch of typedRows(source)) yield* batch;
}

await report('hucre', async () => {
  const { writeXlsxStream } = load('hucre/xlsx') as Hucre;
  const columns = MIXED_COLUMNS.map(({ title, type }) => ({ header: title, width: 20, ...(FORMATS[type] === undefined ? {} : { numFmt: FORMATS[type] }) }));
  await pipeline(Readable.fromWeb(writeXlsxStream(rows(), { name: 'Bench', columns, freezePane: { rows: 1 } })), createWriteStream(target));
});
