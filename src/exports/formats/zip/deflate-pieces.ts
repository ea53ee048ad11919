import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
/** How far back deflate looks: a piece that knows this much of the one before packs as well as one long stream. */
const WINDOW = 32 * 1024;
/** Pieces in work on zlib's threads while the next one is being made. */
const AHEAD = 3;
/** An empty last block ends the stream. */
const END = Uint8Array.of(0x03, 0x00);

/**
 * One raw deflate stream out of pieces that are packed side by side, off the main thread. Each ends on a byte border
 * (sync flush), so that they only have to be put in order. `onPiece` sees each piece before it is packed.
 */
export async function* deflatePieces(pieces: AsyncIterable<Uint8Array>, level: number, onPiece: (piece: Uint8Array) => void): AsyncIterable<Uint8Array> {
  const inWork: Promise<Uint8Array>[] = [];
  let before: Uint8Array | null = null;
  for await (const piece of pieces) {
    onPiece(piece);
    const packing = pack(piece, before, level);
    // When the reader of the file goes away, nobody waits for this any more.
    packing.catch(() => undefined);
    inWork.push(packing);
    before = piece.length >= WINDOW ? piece.subarray(piece.length - WINDOW) : null;
    if (inWork.length > AHEAD) yield await inWork.shift()!;
  }
  for (const packing of inWork) yield await packing;
  yield END;
}

function pack(piece: Uint8Array, before: Uint8Array | null, level: number): Promise<Uint8Array> {
  return deflate(piece, {
    level,
    finishFlush: constants.Z_SYNC_FLUSH,
    // One call per piece: a small buffer would go back and forth between the threads.
    chunkSize: Math.max(1024, piece.length >> 1),
    ...(before === null ? {} : { dictionary: before }),
  });
}
