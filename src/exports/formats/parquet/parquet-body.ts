import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../core/errors/index.ts';
import type { LineFile } from '../define-format.ts';
import type { FilePiece } from './join-files.ts';
import { startWriter } from './start-writer.ts';
import type { Writer, Written } from './start-writer.ts';
import type { ParquetColumn } from './write-parquet.ts';

export type ParquetInput = {
  readonly lines: () => AsyncIterable<Uint8Array>;
  /** The files in which the lines stand, where they are on this machine. */
  readonly files: readonly LineFile[] | null;
  readonly columns: readonly ParquetColumn[];
  readonly signal: AbortSignal | undefined;
  /** Told before the first piece. */
  readonly onWritten: (written: Written) => void;
};

const READ_BYTES = 256 * 1024;

/**
 * The Parquet file of staged lines, made by a process of its own. Meanwhile the temporary folder of this machine
 * holds all lines and the file as well. When the signal says so, or nobody reads on, the process ends at once.
 */
export async function* parquetBody({ lines, files, columns, signal, onWritten }: ParquetInput): AsyncGenerator<Uint8Array, void, undefined> {
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'siderail-parquet-'));
  let writer: Writer | null = null;
  const stop = (): void => void writer?.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // It may have come while the folder was made.
    signal?.throwIfAborted();
    writer = startWriter({ columns, folder, files });
    if (files === null) await feed(writer, lines());
    const outcome = await writer.outcome;
    if (outcome.kind === 'unreadable') throw await whyUnreadable(lines());
    await writer.stop();
    onWritten(outcome);
    for (const piece of outcome.pieces) yield* readPiece(folder, piece);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await writer?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function feed(writer: Writer, lines: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await pipeline(lines, writer.lines);
  } catch (error) {
    // A process that ended takes no more lines; what it said is the reason, not the broken pipe.
    if (isBrokenPipe(error)) await writer.outcome;
    throw error;
  }
}

/** The store says it in its own words when it is asked for the same lines. */
async function whyUnreadable(lines: AsyncIterable<Uint8Array>): Promise<unknown> {
  try {
    for await (const _piece of lines);
  } catch (error) {
    return error;
  }
  return new AppError('internal', { detail: 'staged lines could not be read where they stand' });
}

async function* readPiece(folder: string, { name, start, bytes }: FilePiece): AsyncGenerator<Uint8Array, void, undefined> {
  let left = bytes;
  for await (const piece of createReadStream(join(folder, name), { start, end: start + bytes - 1, highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>) {
    left -= piece.length;
    yield piece;
  }
  if (left !== 0) throw new AppError('internal', { detail: `a part of the Parquet file ended ${left} bytes early` });
}

function isBrokenPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ERR_STREAM_DESTROYED';
}
