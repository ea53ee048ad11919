import type { Cell } from '#contract';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { isFileKey } from '../files/index.ts';
import type { FileStore } from '../files/index.ts';
import { decodeChunk } from './chunk-codec.ts';
import type { NewChunk, StoredExport } from './exports.store.ts';
import type { Rendered } from './formats/define-format.ts';
import { formatOf } from './formats/format-of.ts';

/**
 * The file as a pure function of its chunks: the same chunks give the same bytes, so a killed render just starts
 * again. A chunk whose bytes are not those that were checkpointed stops the render; it is never papered over.
 */
export function renderFile(files: FileStore, title: string, wanted: Pick<StoredExport, 'format' | 'options' | 'columns'>, chunks: readonly NewChunk[]): Rendered {
  return formatOf(wanted.format).render({ title, columns: wanted.columns, options: wanted.options, rows: readRows(files, chunks) });
}

async function* readRows(files: FileStore, chunks: readonly NewChunk[]): AsyncIterable<readonly Cell[][]> {
  for (const chunk of chunks) yield decodeChunk(await readWhole(files, chunk));
}

async function readWhole(files: FileStore, chunk: NewChunk): Promise<Uint8Array> {
  if (!isFileKey(chunk.fileKey)) throw new AppError('internal', { retry: 'never', detail: 'a chunk without a file key' });
  const { body } = await files.get(chunk.fileKey);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece as Uint8Array);
  const bytes = Buffer.concat(pieces);
  if (sha256(bytes) !== chunk.sha256) {
    throw new AppError('internal', { retry: 'never', detail: `chunk ${chunk.part}-${chunk.seq} is not what was checkpointed` });
  }
  return bytes;
}
