import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../core/errors/index.ts';
import { startWriter } from './start-writer.ts';
import type { Writer, Written } from './start-writer.ts';
import type { ParquetColumn } from './write-parquet.ts';

export type ParquetInput = {
  readonly lines: AsyncIterable<Uint8Array>;
  readonly columns: readonly ParquetColumn[];
  readonly signal: AbortSignal | undefined;
  /** Told before the first piece. */
  readonly onWritten: (written: Written) => void;
};

/**
 * The Parquet file of staged lines, made by a process of its own. Meanwhile the temporary folder of this machine
 * holds all lines and then the file as well. When the signal says so, or nobody reads on, the process ends at once.
 */
export async function* parquetBody({ lines, columns, signal, onWritten }: ParquetInput): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'siderail-parquet-'));
  const writer = startWriter({ columns, folder });
  const stop = (): void => void writer.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await feed(writer, lines);
    const written = await writer.written;
    onWritten(written);
    let left = written.bytes;
    for await (const piece of writer.file as AsyncIterable<Uint8Array>) {
      left -= piece.length;
      yield piece;
      if (left <= 0) break;
    }
    if (left !== 0) throw new AppError('internal', { detail: `the Parquet file ended ${left} bytes early` });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await writer.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function feed(writer: Writer, lines: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(lines, writer.lines);
  } catch (error) {
    // A process that ended takes no more lines; what it said is the reason, not the broken pipe.
    if (isBrokenPipe(error)) await writer.written;
    throw error;
  }
}

function isBrokenPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED';
}
