import { crc32 } from 'node:zlib';
import { deflatePieces } from './deflate-pieces.ts';
import { centralHeader, dataDescriptor, endRecords, localHeader } from './zip-records.ts';
import type { ZipEntry } from './zip-records.ts';

/** Places and sizes from here on do not fit in 32 bits. */
const ZIP64_FROM = 0xFFFFFFFF;
/** Sheet XML: level 1 packs it to a tenth; level 6 saves a fifth of that for twice the processor time (bench/xlsx.ts). */
const LEVEL = 1;

export type Zip = {
  /** The next entry. To be read to its end before the one after it; pieces as deflatePieces takes them. */
  file(name: string, pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** What closes the archive. */
  end(): Uint8Array;
};

/**
 * A ZIP archive as a stream, with fixed times. Archive and entries may be of any size: ZIP64 where it is needed, and only
 * there, so that what is smaller has the same bytes as ever. Tests lower `zip64From`.
 */
export function createZip({ level = LEVEL, zip64From = ZIP64_FROM }: { readonly level?: number; readonly zip64From?: number } = {}): Zip {
  const entries: ZipEntry[] = [];
  let offset = 0;

  function passed(bytes: Uint8Array): Uint8Array {
    offset += bytes.length;
    return bytes;
  }

  return {
    async *file(name, pieces) {
      const start = offset;
      let crc = 0;
      let size = 0;
      let packed = 0;
      yield passed(localHeader(name));
      const deflated = deflatePieces(pieces, level, (piece) => {
        crc = crc32(piece, crc);
        size += piece.length;
      });
      for await (const piece of deflated) {
        packed += piece.length;
        yield passed(piece);
      }
      const entry = { name, crc, packed, size, offset: start };
      entries.push(entry);
      yield passed(dataDescriptor(entry, zip64From));
    },
    end() {
      const central = Buffer.concat(entries.map((entry) => centralHeader(entry, zip64From)));
      return Buffer.concat([central, endRecords(entries.length, { offset, size: central.length }, zip64From)]);
    },
  };
}
