import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { LineFile } from '../define-format.ts';

const PIECE_BYTES = 1024 * 1024;

/** A file of staged lines could not be read, or is not the one that was checkpointed. */
export class UnreadableLines extends Error {}

/** The bytes of these files, one behind the other. A piece is overwritten by the next. */
export async function* readLineFiles(files: readonly LineFile[]): AsyncGenerator<Uint8Array, void, undefined> {
  const buffer = Buffer.allocUnsafeSlow(PIECE_BYTES);
  for (const file of files) yield* readLineFile(file, buffer);
}

async function* readLineFile({ path, sha256 }: LineFile, buffer: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r').catch(unreadable);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length).catch(unreadable);
      if (bytesRead === 0) break;
      const piece = buffer.subarray(0, bytesRead);
      hash.update(piece);
      yield piece;
    }
  } finally {
    await handle.close();
  }
  if (hash.digest('hex') !== sha256) throw new UnreadableLines('not what was checkpointed');
}

function unreadable(cause: unknown): never {
  throw new UnreadableLines('unreadable', { cause });
}
