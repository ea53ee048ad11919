import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createLineCutter } from './line-cutter.ts';
import type { CutRule, LineCounts } from './line-cutter.ts';

/** A file of whole staged lines. */
export type SpooledFile = LineCounts & { readonly path: string };

/** DuckDB drops one mark at the start of a file; without this it would be the first text's own. */
const MARK = Buffer.from('\uFEFF', 'utf8');

/**
 * Puts staged lines, which come in pieces cut anywhere, into files, each given out once it is whole; an empty one when
 * there is no line. Where a file ends depends on the lines alone and not on the pieces.
 */
export async function* spoolLines(pieces: AsyncIterable<Uint8Array>, folder: string, rule: CutRule): AsyncGenerator<SpooledFile, void, undefined> {
  const cutter = createLineCutter(rule);
  let number = 0;
  let file = await openNext();

  async function openNext() {
    const path = join(folder, `${String(number).padStart(6, '0')}.csv`);
    number += 1;
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(MARK);
    return { path, handle };
  }

  async function whole(): Promise<SpooledFile> {
    await file.handle.close();
    return { path: file.path, ...cutter.take() };
  }

  try {
    for await (const piece of pieces) {
      for (let from = 0; from < piece.length;) {
        const end = cutter.scan(piece, from);
        await file.handle.writeFile(piece.subarray(from, end));
        from = end;
        if (!cutter.isFull()) continue;
        yield await whole();
        file = await openNext();
      }
    }
    if (!cutter.isAtLineEnd()) throw new RangeError('the last staged line is not whole');
    if (number === 1 || !cutter.isEmpty()) yield await whole();
  } finally {
    await file.handle.close().catch(() => undefined);
  }
}
