import { createHash } from 'node:crypto';
import { AppError } from '../core/errors/index.ts';
import { readStagedLines } from '../core/csv/read-staged-lines.ts';
import { isFileKey } from '../files/index.ts';
import type { FileStore } from '../files/index.ts';
import type { NewChunk, StoredExport, StoredSheet } from './exports.store.ts';
import type { Rendered, RenderSheet } from './formats/define-format.ts';
import { formatOf } from './formats/format-of.ts';

/**
 * The file as a pure function of its chunks: the same chunks give the same bytes, so a killed render just starts
 * again. A chunk whose bytes are not those that were checkpointed stops the render; it is never papered over.
 */
export function renderFile(files: FileStore, wanted: Pick<StoredExport, 'format' | 'options' | 'sheets'>, chunks: readonly NewChunk[]): Rendered {
  const sheets = wanted.sheets.map((sheet) => renderSheet(files, sheet, chunks.filter((chunk) => chunk.sheet === sheet.sheet)));
  return formatOf(wanted.format).render({ sheets, options: wanted.options });
}

function renderSheet(files: FileStore, { title, columns }: StoredSheet, chunks: readonly NewChunk[]): RenderSheet {
  const staged = { rows: 0, neutralised: 0, replaced: 0 };
  for (const chunk of chunks) {
    staged.rows += chunk.rows;
    staged.neutralised += chunk.neutralised;
    staged.replaced += chunk.replaced;
  }
  const lines = (): AsyncIterable<Uint8Array> => readChunks(files, chunks);
  return { title, columns, staged, lines, rows: () => readStagedLines(lines(), columns.length) };
}

async function* readChunks(files: FileStore, chunks: readonly NewChunk[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield* readChunk(files, chunk);
}

async function* readChunk(files: FileStore, chunk: NewChunk): AsyncIterable<Uint8Array> {
  if (!isFileKey(chunk.fileKey)) throw new AppError('internal', { retry: 'never', detail: 'a chunk without a file key' });
  const { body } = await files.get(chunk.fileKey);
  const hash = createHash('sha256');
  for await (const piece of body as AsyncIterable<Uint8Array>) {
    hash.update(piece);
    yield piece;
  }
  if (hash.digest('hex') !== chunk.sha256) {
    throw new AppError('internal', { retry: 'never', detail: `chunk ${chunk.sheet}-${chunk.part}-${chunk.seq} is not what was checkpointed` });
  }
}
