import { createHash } from 'node:crypto';
import { AppError } from '../core/errors/index.ts';
import type { FileStore } from '../files/index.ts';
import { chunkKey } from './chunk-key.ts';
import type { NewChunk } from './exports.store.ts';

/** The bytes of a staged chunk. Fails at its end when they are not those that were checkpointed; that is never papered over. */
export async function* readChunk(files: FileStore, chunk: NewChunk): AsyncGenerator<Uint8Array, void, undefined> {
  const { body } = await files.get(chunkKey(chunk));
  const hash = createHash('sha256');
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== chunk.sha256) {
    throw new AppError('internal', { retry: 'never', detail: `chunk ${chunk.sheet}-${chunk.part}-${chunk.seq} is not what was checkpointed` });
  }
}
