import { open, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { joinFooters } from './footer/join-footers.ts';
import type { MovedFooter } from './footer/join-footers.ts';
import { readThrift } from './footer/read-thrift.ts';
import { writeThrift } from './footer/write-thrift.ts';

/** A stretch of a file in the folder. */
export type FilePiece = { readonly name: string; readonly start: number; readonly bytes: number };

/** Begins and ends a Parquet file; in front of the end the footer's length as four bytes. */
const MAGIC = Buffer.from('PAR1');
const TAIL_BYTES = 8;

/**
 * One Parquet file out of several of the same columns, without their bytes being copied: the stretches of files it
 * consists of, in order. The row groups stay as they are; only the footer is new, with every place moved.
 */
export async function joinFiles(paths: readonly string[], folder: string): Promise<readonly FilePiece[]> {
  const pieces: FilePiece[] = [];
  const footers: MovedFooter[] = [];
  let end = MAGIC.length;
  for (const path of paths) {
    const { footer, footerAt } = await readFooter(path);
    footers.push({ footer, by: end - MAGIC.length });
    const start = pieces.length === 0 ? 0 : MAGIC.length;
    pieces.push({ name: basename(path), start, bytes: footerAt - start });
    end += footerAt - MAGIC.length;
  }
  const footer = writeThrift(joinFooters(footers));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  const tail = Buffer.concat([footer, length, MAGIC]);
  await writeFile(join(folder, 'footer'), tail);
  return [...pieces, { name: 'footer', start: 0, bytes: tail.length }];
}

async function readFooter(path: string): Promise<{ footer: MovedFooter['footer']; footerAt: number }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer: tail } = await handle.read(Buffer.alloc(TAIL_BYTES), 0, TAIL_BYTES, size - TAIL_BYTES);
    const bytes = tail.readUInt32LE(0);
    const footerAt = size - TAIL_BYTES - bytes;
    if (!tail.subarray(4).equals(MAGIC) || footerAt < MAGIC.length) throw new Error('DuckDB wrote a file without a footer');
    const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, footerAt);
    return { footer: readThrift(buffer), footerAt };
  } finally {
    await handle.close();
  }
}
