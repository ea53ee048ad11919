import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';

/**
 * Pieces that are packed at once, each by a thread of its own, beside the one in the making. More would take the
 * threads that files and sockets need (libuv has four).
 */
export const PIECES_AHEAD = 2;
const PACKED_PIECE = 128 * 1024;
/** Closes a deflate stream (RFC 1951, 3.2.3): a last block that holds nothing. */
const LAST_BLOCK = Uint8Array.of(3, 0);

const pack = promisify(deflateRaw) as (piece: Uint8Array, options: object) => Promise<Buffer>;

/**
 * The pieces as one raw deflate stream. Each is packed by itself up to a byte's end (Z_SYNC_FLUSH), so that several are
 * packed at once while the next is made here; where the pieces are cut decides the bytes. A piece may be written over
 * when the one `PIECES_AHEAD + 1` behind it is asked for. `onPiece` sees each piece before it is packed.
 */
export async function* deflatePieces(pieces: AsyncIterable<Uint8Array>, level: number, onPiece: (piece: Uint8Array) => void): AsyncIterable<Uint8Array> {
  const packing: Promise<Uint8Array>[] = [];
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    onPiece(piece);
    const packed = pack(piece, { level, chunkSize: PACKED_PIECE, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH });
    // A fault is told when its turn comes; until then, or when the reader has gone away, nobody may be listening.
    packed.catch(() => undefined);
    packing.push(packed);
    if (packing.length > PIECES_AHEAD) yield await packing.shift()!;
  }
  for (const packed of packing) yield await packed;
  yield LAST_BLOCK;
}
