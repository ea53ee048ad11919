import type { Piece } from './piece.ts';

/** `count` pieces of `size` bytes that are written again and again, in turn: the next one is empty. */
export function createPieceRing(count: number, size: number): () => Piece {
  const pieces: Piece[] = [];
  let given = 0;
  return () => {
    const place = given % count;
    given += 1;
    const piece = (pieces[place] ??= { bytes: new Uint8Array(size), at: 0 });
    piece.at = 0;
    return piece;
  };
}
