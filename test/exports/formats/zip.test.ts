import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createZip } from '../../../src/exports/formats/zip/create-zip.ts';
import { runPython } from '../../support/read-workbook.ts';

type Archive = { readonly texts: Readonly<Record<string, string>>; readonly offsets: readonly number[]; readonly sizes: readonly (readonly number[])[]; readonly versions: readonly number[] };

async function* pieces(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text, 'utf8');
}

async function archiveOf(files: Readonly<Record<string, readonly string[]>>, options: Parameters<typeof createZip>[0] = {}): Promise<Buffer> {
  const zip = createZip(options);
  const made: Uint8Array[] = [];
  for (const [name, texts] of Object.entries(files)) {
    for await (const piece of zip.file(name, pieces(...texts))) made.push(piece);
  }
  return Buffer.concat([...made, zip.end()]);
}

async function read(bytes: Buffer): Promise<Archive> {
  return JSON.parse(await runPython(join(import.meta.dirname, '..', '..', 'support', 'read-archive.py'), bytes)) as Archive;
}

describe('an archive, read by another program', () => {
  it('gives back entries of one piece, of many, of none, and names beyond ASCII', async () => {
    const long = Array.from({ length: 50 }, (_, n) => `piece ${n} `.repeat(5_000));
    const files = { 'a.txt': ['one'], 'many.txt': long, 'none.txt': [], 'empty.txt': ['', ''], 'Grüße.txt': ['🚀'], 'tail.txt': ['a'.repeat(100_000), 'b', 'a'.repeat(40_000)] };

    const { texts } = await read(await archiveOf(files));

    expect(texts).toEqual(Object.fromEntries(Object.entries(files).map(([name, parts]) => [name, parts.join('')])));
  });

  it.each([1, 6, 9])('packs the same bytes every time, at level %i', async (level) => {
    const files = { 'a.txt': Array.from({ length: 20 }, (_, n) => `${n} `.repeat(20_000)) };

    expect((await archiveOf(files, { level })).equals(await archiveOf(files, { level }))).toBe(true);
  });

  it.each([0, 40, 150, 10_000])('is found by its 64-bit records when places and sizes from %i on do not fit in 32 (T45)', async (zip64From) => {
    const files = { 'a.txt': ['one'], 'b.txt': ['two'.repeat(100)], 'c.txt': ['three'] };

    const bytes = await archiveOf(files, { zip64From });
    const { texts, offsets, sizes, versions } = await read(bytes);

    expect(texts).toEqual({ 'a.txt': 'one', 'b.txt': 'two'.repeat(100), 'c.txt': 'three' });
    expect(versions).toEqual(offsets.map((offset, at) => (Math.max(offset, ...sizes[at]!) >= zip64From ? 45 : 20)));
    expect(bytes.includes(Buffer.from('PK\u0006\u0006', 'latin1'))).toBe(zip64From < bytes.length);
  });

  it('ends with the fault of what it packs, and not as a whole archive', async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield Buffer.alloc(100_000, 1);
      throw new Error('chunk 3 is not what was checkpointed');
    }

    const made = async (): Promise<void> => {
      for await (const piece of createZip().file('x', failing())) expect(piece.length).toBeGreaterThan(0);
    };

    await expect(made()).rejects.toThrow('chunk 3 is not what was checkpointed');
  });

  it('does not go on packing when its reader goes away', async () => {
    let taken = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) {
        taken += 1;
        yield randomBytes(100_000);
      }
    }

    for await (const piece of createZip().file('x', endless())) if (piece.length > 50) break;

    const before = taken;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBe(before);
    expect(taken).toBeLessThan(20);
  });
});
