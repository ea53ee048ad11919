import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createZip } from '../../src/exports/formats/zip/create-zip.ts';
import { runPython } from '../support/read-workbook.ts';

const LONG = Number(process.env['CHAOS_KILLS'] ?? 200) >= 1_000;
/** Beyond 4 GiB only in `npm run chaos`; by default the same records where they begin at 4 MiB. */
const LIMIT = LONG ? 0xFFFFFFFF : 4 * 1024 * 1024;
const PIECE = 256 * 1024;

type Entry = { readonly name: string; readonly read: number; readonly size: number; readonly packed: number; readonly offset: number; readonly version: number };

/** So many bytes of one letter, which take no memory and pack to nothing. */
async function* bytes(size: number): AsyncIterable<Uint8Array> {
  const piece = Buffer.alloc(PIECE, 'a');
  for (let left = size; left > 0; left -= PIECE) yield piece.subarray(0, Math.min(left, PIECE));
}

describe('an archive with a file beyond what 32 bits can count', () => {
  it('is read whole by another program, with the right sizes, and so is what stands beside it (T45, S0.10)', async () => {
    const sizes = { 'small.csv': 1_000, 'large.csv': LIMIT + 3 * PIECE + 17, 'after.csv': 2_000 };
    const zip = createZip(LONG ? {} : { zip64From: LIMIT });
    const made: Uint8Array[] = [];
    for (const [name, size] of Object.entries(sizes)) {
      for await (const piece of zip.file(name, bytes(size))) made.push(piece);
    }
    const archive = Buffer.concat([...made, zip.end()]);

    const entries = JSON.parse(await runPython(join(import.meta.dirname, '..', 'support', 'measure-archive.py'), archive)) as Entry[];

    expect(entries.map(({ name, read, size }) => ({ name, read, size }))).toEqual(Object.entries(sizes).map(([name, size]) => ({ name, read: size, size })));
    expect(entries.map(({ version }) => version)).toEqual([20, 45, 20]);
  }, 600_000);
});
