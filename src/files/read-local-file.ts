import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { BufferPool } from '../core/bytes/buffer-pool.ts';
import { AppError } from '../core/errors/app-error.ts';
import { checkRange } from './check-range.ts';
import type { ByteRange } from './file-store.ts';
import { guardBody } from './guard-body.ts';
import { isNotThere, localError } from './local-error.ts';

/** Opens a file or a stretch of it. The length and the bytes come from one handle: a replacement meanwhile changes neither. */
export async function readLocalFile(path: string, pool: BufferPool, range?: ByteRange): Promise<{ bytes: number; body: Readable }> {
  checkRange(range);
  return readFrom(await openFile(path), pool, range);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (thrown) {
    if (isNotThere(thrown)) throw new AppError('file.missing', { cause: thrown });
    throw localError(thrown);
  }
}

async function readFrom(handle: FileHandle, pool: BufferPool, range: ByteRange | undefined): Promise<{ bytes: number; body: Readable }> {
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('file.missing');
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? Infinity, found.size - 1);
    const bytes = Math.max(0, end - start + 1);
    if (bytes > 0) {
      return { bytes, body: guardBody(readLent(handle, pool, start, bytes), bytes) };
    }
    await handle.close();
    return { bytes, body: Readable.from([]) };
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    throw localError(thrown);
  }
}

/** A stretch of an open file, which is closed with it. The pieces are lent: who has used one up may give it back. */
function readLent(handle: FileHandle, pool: BufferPool, start: number, bytes: number): Readable {
  let position = start;

  async function next(): Promise<Buffer | null> {
    const wanted = Math.min(pool.bufferBytes, start + bytes - position);
    if (wanted === 0) return null;
    const buffer = pool.take();
    const { bytesRead } = await handle.read(buffer, 0, wanted, position);
    position += bytesRead;
    return bytesRead === 0 ? null : pool.lend(buffer, bytesRead);
  }

  return new Readable({
    highWaterMark: pool.bufferBytes,
    read() {
      next().then((piece) => this.push(piece), (thrown: Error) => this.destroy(thrown));
    },
    destroy(error, done) {
      handle.close().then(() => done(error), () => done(error));
    },
  });
}
