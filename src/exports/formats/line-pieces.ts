import type { Cell } from '#contract';

const PIECE = 64 * 1024;

/** A text file of one line per row, in pieces of UTF-8. `line` brings its own line end. */
export function linePieces(
  header: () => string,
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
  line: (cells: readonly Cell[]) => string,
): { readonly body: AsyncIterable<Uint8Array>; readonly rows: () => number } {
  let written = 0;

  async function* body(): AsyncIterable<Uint8Array> {
    let piece = header();
    for await (const batch of rows) {
      for (const row of batch) {
        piece += line(row);
        written += 1;
        if (piece.length < PIECE) continue;
        yield Buffer.from(piece, 'utf8');
        piece = '';
      }
    }
    if (piece !== '') yield Buffer.from(piece, 'utf8');
  }

  return { body: body(), rows: () => written };
}
