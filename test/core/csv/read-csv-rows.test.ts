import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openText } from '../../../src/core/csv/open-text.ts';
import { readCsvRows } from '../../../src/core/csv/read-csv-rows.ts';
import type { CsvRow } from '../../../src/core/csv/read-csv-rows.ts';

let folder: string;
beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'siderail-csv-')); });
afterEach(() => rm(folder, { recursive: true }));

async function rowsOf(bytes: string | Buffer): Promise<CsvRow[]> {
  const path = join(folder, 'list.csv');
  await writeFile(path, bytes);
  const text = await openText(path);
  if (text === null) throw new Error('no text');
  const rows: CsvRow[] = [];
  for await (const row of readCsvRows(text)) rows.push(row);
  return rows;
}

const cellsOf = async (bytes: string | Buffer): Promise<(readonly string[])[]> => (await rowsOf(bytes)).map(({ cells }) => cells);

describe('a list that comes back from a spreadsheet', () => {
  it('is read with the row numbers a person sees, whatever its delimiter and ends of line', async () => {
    expect(await rowsOf('\uFEFFKey,Name\r\n1,"a, ""b""\r\nc"\r\n\r\n2,\r\n')).toEqual([
      { number: 1, cells: ['Key', 'Name'] }, { number: 2, cells: ['1', 'a, "b"\r\nc'] }, { number: 4, cells: ['2', ''] },
    ]);
    expect(await cellsOf('Key;Name\n1;x\n')).toEqual([['Key', 'Name'], ['1', 'x']]);
    expect(await cellsOf('Key\tName\r1\ta 5" pipe\r')).toEqual([['Key', 'Name'], ['1', 'a 5" pipe']]);
  });

  it('is read in the encodings that spreadsheets save', async () => {
    expect(await cellsOf(Buffer.from('Key,Name\n1,Müller €\n'))).toEqual([['Key', 'Name'], ['1', 'Müller €']]);
    expect(await cellsOf(Buffer.from('Key,Name\n1,M\xFCller \x80\n', 'latin1'))).toEqual([['Key', 'Name'], ['1', 'Müller €']]);
    expect(await cellsOf(Buffer.from('\uFEFFKey\tName\n1\tMüller\n', 'utf16le'))).toEqual([['Key', 'Name'], ['1', 'Müller']]);
    await expect(rowsOf(Buffer.from([1, 0, 2]))).rejects.toThrow('no text');
  });

  it.each([
    ['a,b\n1,"2\n3,4\n', 'The list is damaged: a quotation mark in row 2 is never closed.'],
    ['a,b\n1,2\n3,4"5\n', 'The list is damaged: line 3 has a quotation mark where none may stand.'],
    ['a,b\n1,"2" x\n', 'The list is damaged: line 2 has a quotation mark where none may stand.'],
    [`a,b\n1,2\n3,"${'x'.repeat(5_100_000)}"\n`, 'The list is damaged: a quotation mark in row 3 is never closed.'],
  ])('is refused with the line that is damaged: %.12s', async (text, userMessage) => {
    await expect(rowsOf(text)).rejects.toMatchObject({ code: 'request.invalid', userMessage });
  });

  it('is read as it comes: 20 MB of it cost no more than a row, and stopping in the middle lets go of the file (T49)', async () => {
    const path = join(folder, 'list.csv');
    await writeFile(path, `Key,Name\n${`1,${'x'.repeat(180)}\n`.repeat(110_000)}`);
    const before = process.memoryUsage();
    let rows = 0;
    let most = 0;
    for await (const _ of readCsvRows((await openText(path))!)) {
      rows += 1;
      if (rows % 5_000 === 0) {
        const now = process.memoryUsage();
        most = Math.max(most, now.external + now.arrayBuffers - before.external - before.arrayBuffers);
      }
    }
    for await (const _ of readCsvRows((await openText(path))!)) break;

    expect(rows).toBe(110_001);
    expect(most).toBeLessThan(15_000_000);
  });
});
