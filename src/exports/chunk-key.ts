import { AppError } from '../core/errors/index.ts';
import { isFileKey } from '../files/index.ts';
import type { FileKey } from '../files/index.ts';
import type { NewChunk } from './exports.store.ts';

/** Under which name a chunk stands in the file store. */
export function chunkKey({ fileKey }: Pick<NewChunk, 'fileKey'>): FileKey {
  if (!isFileKey(fileKey)) throw new AppError('internal', { retry: 'never', detail: 'a chunk without a file key' });
  return fileKey;
}
