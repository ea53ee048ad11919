import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createCsvLines } from '../../src/core/csv/create-csv-lines.ts';
import { MIXED_COLUMNS, mixedRow } from './mixed-rows.ts';

const BATCH = 2_000;

/** Writes mixed rows as the engine stages them: neutral lines, one a row. */
export async function stageRows(rows: number, path: string): Promise<void> {
  const writer = createCsvLines(MIXED_COLUMNS, { kind: 'staging' });
  const file = createWriteStream(path);
  for (let from = 0; from < rows; from += BATCH) {
    let text = '';
    for (let row = from; row < Math.min(from + BATCH, rows); row += 1) text += writer.line(mixedRow(row));
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
