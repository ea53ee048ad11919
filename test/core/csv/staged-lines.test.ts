import { describe, expect, it } from 'vitest';
import { createCsvLines } from '../../../src/core/csv/create-csv-lines.ts';
import { readStagedLines } from '../../../src/core/csv/read-staged-lines.ts';

const CELLS = [null, '', 'plain', 'a,b', 'say "hi"', '"', '""', 'two\nlines', 'two\r\nlines', ' edge ', '=1+1', 'Grüße 🚀', '\0', ';\t', '\uFEFFmark', '\u2028'];

function lines(rows: readonly (string | null)[][]): Buffer {
  const writer = createCsvLines(rows[0]!.map(() => ({ title: '', type: 'text' })), { kind: 'staging' });
  return Buffer.from(rows.map((row) => writer.line(row)).join(''), 'utf8');
}

async function* pieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function read(bytes: Uint8Array, columns: number, size = 64): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const batch of readStagedLines(pieces(bytes, size), columns)) rows.push(...batch);
  return rows;
}

describe('staged lines', () => {
  it.each([1, 2, 3, 7, 10_000])('give back every cell, nothing and the empty text kept apart, in pieces of %i bytes (T46, T47)', async (size) => {
    const rows = CELLS.flatMap((left) => CELLS.map((right) => [left, right, null, left]));

    expect(await read(lines(rows), 4, size)).toEqual(rows);
  });

  it('of one column hold a null as an empty line', async () => {
    expect(await read(lines([[null], [''], ['x']]), 1)).toEqual([[null], [''], ['x']]);
  });

  it('replace what UTF-8 cannot hold and count it (T46)', async () => {
    const writer = createCsvLines([{ title: '', type: 'text' }], { kind: 'staging' });

    expect(writer.line(['a\uD800b'])).toBe('a\uFFFDb\n');
    expect(writer.counts().replaced).toBe(1);
  });

  it.each([['a,b\nc\n', 2], ['a,b\nc,d', 2], ['"a', 1], ['"a"b\n', 1]])('that are damaged are refused: %j', async (text, columns) => {
    await expect(read(Buffer.from(text), columns)).rejects.toThrow(RangeError);
  });
});
