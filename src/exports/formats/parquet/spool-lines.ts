import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createLineWindow } from './line-window.ts';
import type { LineCounts, LineScanner } from './scan-lines.ts';

/** A file of whole staged lines. */
export type SpooledFile = LineCounts & { readonly path: string };

/** DuckDB drops one mark at the start of a file; without this it would be the first text's own. */
const MARK = Buffer.from('\uFEFF', 'utf8');

/**
 * Puts staged lines, which come in pieces cut anywhere, into files, each given out once it is whole; an empty one when
 * there is no line. Where a file ends depends on the lines alone and not on the pieces. Writes without waiting: the
 * process has nothing else to do.
 */
export async function* spoolLines(pieces: AsyncIterable<Uint8Array>, folder: string, scanner: LineScanner): AsyncGenerator<SpooledFile, void, undefined> {
  const window = createLineWindow();
  let number = 0;
  let file = openNext();

  function openNext(): { readonly path: string; readonly descriptor: number } {
    const path = join(folder, `${String(number).padStart(6, '0')}.csv`);
    number += 1;
    const descriptor = openSync(path, 'wx', 0o600);
    writeAll(descriptor, MARK);
    return { path, descriptor };
  }

  function* whole(): Generator<SpooledFile, void, undefined> {
    let from = 0;
    for (;;) {
      const to = scanner.scan(window.bytes(), from, window.end());
      writeAll(file.descriptor, window.bytes().subarray(from, to));
      from = to;
      if (!scanner.isFull()) break;
      const { path, descriptor } = file;
      file = openNext();
      closeSync(descriptor);
      yield { path, ...scanner.take() };
    }
    window.keep(from);
  }

  try {
    for await (const piece of pieces) {
      window.add(piece);
      if (window.isWorthALook()) yield* whole();
    }
    yield* whole();
    if (window.end() > 0) throw new RangeError('the last staged line is not whole');
    const rest = scanner.take();
    if (number === 1 || rest.rows > 0) yield { path: file.path, ...rest };
  } finally {
    closeSync(file.descriptor);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}
