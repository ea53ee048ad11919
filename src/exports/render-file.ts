import type { LineDialect } from '../core/csv/line-dialect.ts';
import { readStagedLines } from '../core/csv/read-staged-lines.ts';
import type { FileStore } from '../files/index.ts';
import type { NewChunk, StoredExport, StoredSheet } from './exports.store.ts';
import type { LineFile, Rendered, RenderSheet } from './formats/define-format.ts';
import { formatOf } from './formats/format-of.ts';
import { chunkKey } from './chunk-key.ts';
import { readChunk } from './read-chunk.ts';
import { sheetDialect } from './sheets/sheet-dialect.ts';

/**
 * The file as a pure function of its chunks: the same chunks give the same bytes, so a killed render just starts
 * again.
 */
export function renderFile(files: FileStore, wanted: Pick<StoredExport, 'format' | 'options' | 'sheets'>, chunks: readonly NewChunk[], signal?: AbortSignal): Rendered {
  const inFile = wanted.sheets.filter(({ role }) => role.kind !== 'parent');
  const sheets = inFile.map((sheet) => renderSheet(files, sheet, sheetDialect(wanted, sheet), chunks.filter((chunk) => chunk.sheet === sheet.sheet)));
  return formatOf(wanted.format, wanted.options).render({ sheets, options: wanted.options, signal });
}

function renderSheet(files: FileStore, { title, columns }: StoredSheet, dialect: LineDialect, chunks: readonly NewChunk[]): RenderSheet {
  const staged = { rows: 0, neutralised: 0, replaced: 0 };
  for (const chunk of chunks) {
    staged.rows += chunk.rows;
    staged.neutralised += chunk.neutralised;
    staged.replaced += chunk.replaced;
  }
  const lines = (): AsyncIterable<Uint8Array> => readChunks(files, chunks);
  return { title, columns, dialect, staged, lines, files: lineFiles(files, chunks), rows: () => readStagedLines(lines(), columns.length) };
}

function lineFiles({ pathOf }: FileStore, chunks: readonly NewChunk[]): readonly LineFile[] | null {
  if (pathOf === undefined) return null;
  return chunks.map((chunk) => ({ path: pathOf(chunkKey(chunk)), sha256: chunk.sha256 }));
}

async function* readChunks(files: FileStore, chunks: readonly NewChunk[]): AsyncIterable<Uint8Array> {
  for (const chunk of chunks) yield* readChunk(files, chunk);
}
