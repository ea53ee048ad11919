import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ExportFormat, ExportOptions } from '#contract';
import { StartExportRequest } from '#contract';
import { gzipPieces } from '../../../src/exports/formats/compression/gzip-pieces.ts';
import { formatOf } from '../../../src/exports/formats/format-of.ts';
import { runPython } from '../../support/read-workbook.ts';
import { collect, column, inPieces, renderRows, stagedSheet } from './render.ts';
import type { Row } from './render.ts';

const COLUMNS = [column('id'), column('n', 'number'), column('note')];
const ROWS: Row[] = Array.from({ length: 60_000 }, (_, n) => [`SO-${n}`, String(n), ['Grüße, "x"', null, 'two\nlines', '=1+1'][n % 4]!]);

async function made(format: ExportFormat, options: ExportOptions, cuts: number) {
  const { dialect, render } = formatOf(format, options);
  const sheet = stagedSheet(COLUMNS, ROWS, dialect(options));
  return collect(render({ sheets: [{ ...sheet, lines: () => inPieces(sheet.lines(), cuts) }], options }));
}

async function readZip(bytes: Buffer): Promise<Record<string, string>> {
  const archive = join(import.meta.dirname, '..', '..', 'support', 'read-archive.py');
  return (JSON.parse(await runPython(archive, bytes)) as { texts: Record<string, string> }).texts;
}

describe('a packed file', () => {
  it.each(['csv', 'jsonl'] as const)('as gzip is the %s file, byte for byte, by two programs, and smaller (S0.10)', async (format) => {
    const plain = await renderRows(format, COLUMNS, ROWS);

    const packed = await made(format, { compress: 'gzip' }, 65_536);

    expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true);
    expect(execFileSync('gzip', ['-dc'], { input: packed.bytes, maxBuffer: 1e9 }).equals(plain.bytes)).toBe(true);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(packed.facts).toEqual({ ...plain.facts, packed: { as: 'gzip' } });
    expect(packed).toMatchObject({ rows: [ROWS.length], cells: plain.cells });
  });

  it('as zip holds the CSV file under a plain name, read by Python (S0.10, T48)', async () => {
    const plain = await renderRows('csv', COLUMNS, ROWS);

    const packed = await made('csv', { compress: 'zip' }, 65_536);

    expect(await readZip(packed.bytes)).toEqual({ 'Orders.csv': plain.text });
    expect(packed.facts).toMatchObject({ format: 'csv', packed: { as: 'zip', files: [{ name: 'Orders.csv', rows: ROWS.length }] } });
  });

  it.each(['gzip', 'zip'] as const)('as %s has the same bytes however its lines were cut, and no time in them (G5)', async (compress) => {
    const [one, other] = [await made('csv', { compress }, 65_536), await made('csv', { compress }, 7_777)];

    expect(other.bytes.equals(one.bytes)).toBe(true);
    if (compress === 'gzip') expect([...one.bytes.subarray(0, 10)]).toEqual([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 3]);
  });

  it('of several tables is a zip with a CSV file for each, no two of one name', async () => {
    const format = formatOf('csv', { compress: 'zip' });
    const tables = [['Orders', [['1', '2', 'a']]], ['orders', [['3', '4', 'b']]], ['../../etc/passwd', []], ['CON', [['5', '6', null]]]] as const;
    const sheets = tables.map(([title, rows]) => stagedSheet(COLUMNS, rows, format.dialect({}), title));

    const { bytes, rows, facts } = await collect(format.render({ sheets, options: { bom: false } }));

    const texts = await readZip(bytes);
    expect(Object.keys(texts)).toEqual(['Orders.csv', 'orders-2.csv', 'etc-passwd.csv', 'CON-table.csv']);
    expect(Object.values(texts).map((text) => (parse(text) as string[][]).slice(1))).toEqual([[['1', '2', 'a']], [['3', '4', 'b']], [], [['5', '6', '']]]);
    expect(rows).toEqual([1, 1, 0, 1]);
    expect(facts.packed).toEqual({ as: 'zip', files: Object.keys(texts).map((name, at) => ({ name, rows: rows[at] })) });
    expect([format.manySheets, format.extension, format.contentType]).toEqual([true, 'csv.zip', 'application/zip']);
  });

  it('of nothing is a whole file too', async () => {
    async function* nothing(): AsyncIterable<Uint8Array> {}
    const pieces: Uint8Array[] = [];
    for await (const piece of gzipPieces(nothing(), 1)) pieces.push(Buffer.from(piece));

    expect(gunzipSync(Buffer.concat(pieces))).toHaveLength(0);
  });

  it('is offered for text only, separators for CSV only', () => {
    const query = { record: { objectTypeId: '0-2', objectId: '42' }, tableId: 'business:orders@record', columns: [], filters: [] };
    const accepted = (format: ExportFormat, options: ExportOptions): boolean => StartExportRequest.safeParse({ requestId: 'abcdefghijklmnop', query, format, options }).success;

    expect([accepted('csv', { compress: 'zip', delimiter: 'tab', bom: false }), accepted('jsonl', { compress: 'gzip' }), accepted('parquet', {}), accepted('xlsx', { compress: 'none' })]).toEqual([true, true, true, true]);
    expect([accepted('xlsx', { compress: 'zip' }), accepted('parquet', { compress: 'gzip' }), accepted('jsonl', { delimiter: 'tab' }), accepted('xlsx', { bom: true })]).toEqual([false, false, false, false]);
  });
});
