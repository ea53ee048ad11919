import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { AppError } from '../core/errors/app-error.ts';
import { checkRange } from './check-range.ts';
import type { ByteRange } from './file-store.ts';
import { guardBody } from './guard-body.ts';
import { isNotThere, localError } from './local-error.ts';

const READ_BYTES = 256 * 1024;

/** Opens a file or a stretch of it. The length and the bytes come from one handle: a replacement meanwhile changes neither. */
export async function readLocalFile(path: string, range?: ByteRange): Promise<{ bytes: number; body: Readable }> {
  checkRange(range);
  return readFrom(await openFile(path), range);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (thrown) {
    if (isNotThere(thrown)) throw new AppError('file.missing', { cause: thrown });
    throw localError(thrown);
  }
}

async function readFrom(handle: FileHandle, range: ByteRange | undefined): Promise<{ bytes: number; body: Readable }> {
  try {
    const found = await handle.stat();
    if (!found.isFile()) throw new AppError('file.missing');
    const start = range?.start ?? 0;
    const end = Math.min(range?.end ?? Infinity, found.size - 1);
    const bytes = Math.max(0, end - start + 1);
    if (bytes > 0) {
      const stream = handle.createReadStream({ start, end, highWaterMark: READ_BYTES });
      return { bytes, body: guardBody(stream, bytes) };
    }
    await handle.close();
    return { bytes, body: Readable.from([]) };
  } catch (thrown) {
    await handle.close().catch(() => undefined);
    throw localError(thrown);
  }
}
