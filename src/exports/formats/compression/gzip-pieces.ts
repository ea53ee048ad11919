import { crc32 } from 'node:zlib';
import { deflatePieces } from '../zip/deflate-pieces.ts';

/** RFC 1952: deflate, no name, no time; "fastest" (XFL 4); Unix, wherever we run, since the same rows give the same bytes. */
const HEADER = Uint8Array.of(0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 3);

/** A gzip file of these pieces, packed off this thread; pieces as deflatePieces takes them. */
export async function* gzipPieces(pieces: AsyncIterable<Uint8Array>, level: number): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = 0;
  let size = 0;
  yield HEADER;
  yield* deflatePieces(pieces, level, (piece) => {
    crc = crc32(piece, crc);
    size += piece.length;
  });
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc, 0);
  trailer.writeUInt32LE(size % 2 ** 32, 4);
  yield trailer;
}
