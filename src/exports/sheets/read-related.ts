import { z } from 'zod';
import type { Cell } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../core/csv/line-dialect.ts';
import { readStagedLines } from '../../core/csv/read-staged-lines.ts';
import { AppError } from '../../core/errors/index.ts';
import type { FileStore } from '../../files/index.ts';
import type { ParentRow, RelatedRows, SourceLines } from '../../sources/define-source.ts';
import type { NewChunk, StoredSheet } from '../exports.store.ts';
import { flatKey } from './flat-key.ts';
import { readChunk } from '../read-chunk.ts';
import { relatedCells } from './related-cells.ts';

/** Rows of the parent whose associations are looked up for one chunk. */
const PARENTS = 500;
/** Where the next chunk begins: a chunk of the parent and the rows of it that are done. */
const Place = z.strictObject({ chunk: z.number().int().min(0), row: z.number().int().min(0) });
type Place = z.infer<typeof Place>;

export type RelatedReading = {
  readonly files: FileStore;
  readonly sheet: StoredSheet;
  readonly table: OpenTable;
  readonly parent: StoredSheet;
  readonly parentTable: OpenTable;
  /** The parent's, in file order: all its parts are done. */
  readonly chunks: readonly NewChunk[];
  readonly dialect: LineDialect;
};

type Row = readonly Cell[];

/** What hangs on the parent's staged rows, in their order; a stretch for every few hundred of them. */
export async function* readRelated(reading: RelatedReading, cursor: string | null): AsyncGenerator<SourceLines, void, undefined> {
  const from = cursor === null ? { chunk: 0, row: 0 } : Place.parse(JSON.parse(cursor));
  for (const [at, chunk] of reading.chunks.entries()) {
    if (at < from.chunk) continue;
    let row = at === from.chunk ? from.row : 0;
    let passed = 0;
    let parents: Row[] = [];
    for await (const rows of readStagedLines(readChunk(reading.files, chunk), reading.parent.columns.length)) {
      for (const cells of rows) {
        passed += 1;
        if (passed <= row) continue;
        parents.push(cells);
        if (parents.length < PARENTS) continue;
        const { done, lines } = await stretch(reading, parents, (some) => ({ chunk: at, row: row + some }));
        yield lines;
        row += done;
        parents = parents.slice(done);
      }
    }
    while (parents.length > 0) {
      const all = parents.length;
      const { done, lines } = await stretch(reading, parents, (some) => (some === all ? { chunk: at + 1, row: 0 } : { chunk: at, row: row + some }));
      yield lines;
      row += done;
      parents = parents.slice(done);
    }
  }
}

/** What hangs on the first `done` of these rows; `next` says where it goes on behind so many. */
async function stretch(reading: RelatedReading, asked: readonly Row[], next: (done: number) => Place): Promise<{ readonly done: number; readonly lines: SourceLines }> {
  const { sheet, parent, parentTable, dialect } = reading;
  const keyAt = parent.columns.findIndex(({ key }) => key === parentTable.query.table.keyColumn);
  const { rows, skipped, calls, unreadable = [], done = asked.length, leftOut = 0 } = await lookUp(reading, asked.map((cells) => toParent(parent, cells, keyAt)));
  if (done < 1) throw new AppError('internal', { retry: 'never', detail: 'a source looked up no row of those it was asked for' });
  const parents = asked.slice(0, done);
  const written = relatedCells(sheet, parents, keyAt, rows);

  const writer = createCsvLines(sheet.columns, dialect);
  let text = '';
  for (const cells of written) text += writer.line(cells);
  const upstream = written.length + skipped.length + leftOut;
  const where = JSON.stringify(next(done));
  const lines: SourceLines = { body: only(Buffer.from(text, 'utf8')), summary: () => ({ rows: written.length, upstream, skipped, calls, unreadable: unreadable.map(({ column, reason }) => ({ column: sheet.role.kind === 'flat' ? flatKey(column) : column, reason })), cursor: where, ...writer.counts() }) };
  return { done, lines };
}

function toParent({ columns }: StoredSheet, cells: Row, keyAt: number): ParentRow {
  return { key: cells[keyAt] ?? '', cell: (column) => cells[columns.findIndex(({ key }) => key === column)] ?? null };
}

/** A portal that gave no access to these records still gets its other sheets; the certificate says what is missing (F11). */
async function lookUp({ table, parentTable }: RelatedReading, parents: readonly ParentRow[]): Promise<RelatedRows> {
  try {
    const parent = { table: parentTable.query.table, objectTypeId: parentTable.source.watchedType?.(parentTable.query.table.key) ?? null };
    return await table.source.relatedRows!(table.context, table.query, parent, parents);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'hubspot.missing_scope') throw error;
    return { rows: [], calls: 1, skipped: parents.map(({ key }) => ({ key, reason: `no access to ${table.query.table.title.toLowerCase()}` })) };
  }
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
