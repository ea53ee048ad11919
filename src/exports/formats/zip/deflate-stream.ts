import { Readable } from 'node:stream';
import { createDeflateRaw } from 'node:zlib';

const PACKED_PIECE = 64 * 1024;

/**
 * The pieces as one raw deflate stream. zlib packs on a thread of its own while the next piece is made here. `onPiece`
 * sees each piece before it is packed. A failure of the pieces fails the stream.
 */
export async function* deflateStream(pieces: AsyncIterable<Uint8Array>, level: number, onPiece: (piece: Uint8Array) => void): AsyncIterable<Uint8Array> {
  async function* seen(): AsyncIterable<Uint8Array> {
    for await (const piece of pieces) {
      onPiece(piece);
      yield piece;
    }
  }
  const source = Readable.from(seen(), { highWaterMark: 1 });
  const packer = createDeflateRaw({ level, chunkSize: PACKED_PIECE });
  source.on('error', (error) => packer.destroy(error));
  source.pipe(packer);
  try {
    for await (const packed of packer) yield packed as Uint8Array;
  } finally {
    source.destroy();
    packer.destroy();
  }
}
