import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parquetFormat } from '../../../src/exports/formats/parquet/parquet-format.ts';
import { readThrift } from '../../../src/exports/formats/parquet/footer/read-thrift.ts';
import { writeThrift } from '../../../src/exports/formats/parquet/footer/write-thrift.ts';
import { createLineScanner } from '../../../src/exports/formats/parquet/scan-lines.ts';
import { spoolLines } from '../../../src/exports/formats/parquet/spool-lines.ts';
import { readParquet } from '../../support/read-parquet.ts';
import { collect, column, renderRows, stagedSheet } from './render.ts';
import type { Row } from './render.ts';

/** More than two row groups. */
const ROWS = 130_000;

describe('a Parquet file of several row groups', () => {
  it.each([
    ['a number a double would change', 'number', '1', '12345678901234567', 'DECIMAL(18, 0)', '1'],
    ['a longer fraction', 'money', '1.00', '2.125', 'DECIMAL(18, 3)', '1.000'],
    ['no date at all', 'date', '2026-11-22', 'soon', 'UTF8', '2026-11-22'],
  ] as const)('has one type from its first row to its last, when only the last row holds %s (T47)', async (_, type, usual, odd, wanted, shown) => {
    const columns = [column('n'), column('value', type)];
    const rows: Row[] = Array.from({ length: ROWS }, (_row, n) => [String(n), n === ROWS - 1 ? odd : usual]);

    const { bytes, cells } = await renderRows('parquet', columns, rows);

    const file = await readParquet(bytes);
    expect(file.groups.length).toBe(3);
    expect(file.columns[1]!.type).toBe(wanted);
    expect(file.rows.map(([n]) => n)).toEqual(rows.map(([n]) => n));
    expect(file.rows.findIndex(([, value], n) => value !== (n === ROWS - 1 ? odd : shown))).toBe(-1);
    expect(cells.keptAsText).toBe(wanted === 'UTF8' ? ROWS : 0);
  }, 60_000);

  it('has a footer that is read and written again without a change of a byte', async () => {
    const { bytes } = await renderRows('parquet', [column('a'), column('n', 'number'), column('on', 'date')], Array.from({ length: 500 }, (_, n) => [`a${n % 7}`, String(n), '2026-11-22']));
    const length = bytes.readUInt32LE(bytes.length - 8);
    const footer = bytes.subarray(bytes.length - 8 - length, bytes.length - 8);

    expect(writeThrift(readThrift(footer)).equals(footer)).toBe(true);

    expect(() => readThrift(footer.subarray(0, length - 1))).toThrow('ends early');
    expect(() => readThrift(Buffer.concat([footer, Buffer.from([0])]))).toThrow('goes on');
  });

  it('is cut at the same rows however the lines come, and counts what it looked at once', async () => {
    const text = Array.from({ length: 500 }, (_, n) => `${n},"a ""${n}"",\n",${n % 3 === 0 ? '' : '1.25'}\n`).join('');
    const made: string[] = [];
    for (const size of [1, 7, 64, 100_000]) {
      const scanner = createLineScanner(['number', 'text', 'money'], { rows: 150, bytes: 2_000 });
      const files: object[] = [];
      const folder = await temporaryFolder();
      for await (const { path: _path, ...counts } of spoolLines(cutInto(text, size), folder, scanner)) files.push(counts);
      made.push(JSON.stringify([files, scanner.findings()]));
    }

    expect(new Set(made).size).toBe(1);
    expect(JSON.parse(made[0]!)[1]).toEqual([{ values: 500, strange: 0, other: 0, inexact: 0, whole: 3, scale: 0 }, null, { values: 333, strange: 0, other: 0, inexact: 0, whole: 1, scale: 2 }]);
  });
});

describe('a Parquet file of lines that stand in files', () => {
  const columns = [column('a'), column('n', 'number')];
  const texts = ['x,1\ny,2\n', 'z,3\n'];

  it('has the very bytes of one whose lines came by a pipe', async () => {
    const [piped, read] = [await collect(render(null)), await collect(render(await stored(texts)))];

    expect(read.bytes.equals(piped.bytes)).toBe(true);
    expect((await readParquet(read.bytes)).rows).toEqual([['x', 1], ['y', 2], ['z', 3]]);
  });

  it('fails, in the words of the store, when a file is not what was checkpointed or is gone, and leaves nothing behind', async () => {
    const before = await leftovers();
    const files = await stored(texts);
    const changed = files.map((file, at) => (at === 1 ? { ...file, sha256: '0'.repeat(64) } : file));
    const gone = files.map((file, at) => (at === 1 ? { ...file, path: `${file.path}.gone` } : file));

    for (const wrong of [changed, gone]) await expect(collect(render(wrong, 'chunk 0-0-1 is not what was checkpointed'))).rejects.toThrow('chunk 0-0-1 is not what was checkpointed');
    await expect(collect(render(changed))).rejects.toMatchObject({ code: 'internal' });

    expect(await leftovers()).toEqual(before);
  });

  function render(files: Awaited<ReturnType<typeof stored>> | null, failure?: string) {
    async function* lines(): AsyncIterable<Uint8Array> {
      for (const text of texts) yield Buffer.from(text);
      if (failure !== undefined) throw new Error(failure);
    }
    return parquetFormat.render({ sheets: [{ ...stagedSheet(columns, [], { kind: 'staging' }), lines, files }], options: {} });
  }
});

async function stored(texts: readonly string[]): Promise<{ path: string; sha256: string }[]> {
  const folder = await temporaryFolder();
  return Promise.all(texts.map(async (text, at) => {
    const path = join(folder, `chunk-${at}`);
    await writeFile(path, text);
    return { path, sha256: createHash('sha256').update(text).digest('hex') };
  }));
}

async function* cutInto(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'siderail-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function leftovers(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('siderail-parquet-'));
}
