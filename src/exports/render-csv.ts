import type { Column } from '#contract';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { isFileKey } from '../files/index.ts';
import type { FileStore } from '../files/index.ts';
import { decodeChunk } from './chunk-codec.ts';
import { BYTE_ORDER_MARK, createCsvWriter } from './csv.ts';
import type { NewChunk } from './exports.store.ts';

const PIECE = 64 * 1024;

export type Rendered = { readonly body: AsyncIterable<Uint8Array>; readonly counts: () => { readonly written: number; readonly neutralised: number } };

/**
 * The file as a pure function of its chunks: the same chunks give the same bytes, so a killed render just starts
 * again. A chunk whose bytes are not those that were checkpointed stops the render; it is never papered over.
 */
export function renderCsv(files: FileStore, columns: readonly Column[], chunks: readonly NewChunk[]): Rendered {
  const writer = createCsvWriter(columns);
  let written = 0;

  async function* body(): AsyncIterable<Uint8Array> {
    let piece = BYTE_ORDER_MARK + writer.header();
    for (const chunk of chunks) {
      for (const row of decodeChunk(await readWhole(files, chunk))) {
        piece += writer.line(row);
        written += 1;
        if (piece.length < PIECE) continue;
        yield Buffer.from(piece, 'utf8');
        piece = '';
      }
    }
    if (piece !== '') yield Buffer.from(piece, 'utf8');
  }

  return { body: body(), counts: () => ({ written, neutralised: writer.neutralised() }) };
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
