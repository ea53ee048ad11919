import { z } from 'zod';
import type { Cell } from '#contract';
import type { OpenTable } from '../../connections/index.ts';
import { createCsvLines } from '../../core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../core/csv/line-dialect.ts';
import { readStagedLines } from '../../core/csv/read-staged-lines.ts';
import { AppError } from '../../core/errors/index.ts';
import type { FileStore } from '../../files/index.ts';
import type { RelatedRows, SourceLines } from '../../sources/define-source.ts';
import type { NewChunk, StoredSheet } from '../exports.store.ts';
import { flatKey } from './flat-key.ts';
import { readChunk } from '../read-chunk.ts';

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
    let row = 0;
    let parents: Row[] = [];
    for await (const rows of readStagedLines(readChunk(reading.files, chunk), reading.parent.columns.length)) {
      for (const cells of rows) {
        row += 1;
        if (at === from.chunk && row <= from.row) continue;
        parents.push(cells);
        if (parents.length < PARENTS) continue;
        yield await stretch(reading, parents, { chunk: at, row });
        parents = [];
      }
    }
    if (parents.length > 0) yield await stretch(reading, parents, { chunk: at + 1, row: 0 });
  }
}

async function stretch(reading: RelatedReading, parents: readonly Row[], next: Place): Promise<SourceLines> {
  const { sheet, parent, parentTable, dialect } = reading;
  const keyAt = parent.columns.findIndex(({ key }) => key === parentTable.query.table.keyColumn);
  const keys = parents.flatMap((cells) => cells[keyAt] ?? []);
  const { rows, skipped, calls, unreadable = [] } = await lookUp(reading, keys);
  const written = sheet.role.kind === 'flat' ? flatten(parents, keyAt, rows, sheet.columns.length) : rows.map(({ parentKey, labels, cells }) => [parentKey, joinLabels(labels), ...cells]);

  const lines = createCsvLines(sheet.columns, dialect);
  let text = '';
  for (const cells of written) text += lines.line(cells);
  const upstream = written.length + skipped.length;
  return { body: only(Buffer.from(text, 'utf8')), summary: () => ({ rows: written.length, upstream, skipped, calls, unreadable: unreadable.map(({ column, reason }) => ({ column: sheet.role.kind === 'flat' ? flatKey(column) : column, reason })), cursor: JSON.stringify(next), ...lines.counts() }) };
}

/** A portal that gave no access to these records still gets its other sheets; the certificate says what is missing (F11). */
async function lookUp({ table, parentTable }: RelatedReading, keys: readonly string[]): Promise<RelatedRows> {
  try {
    return await table.source.relatedRows!(table.context, table.query, parentTable.query.table, keys);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'hubspot.missing_scope') throw error;
    return { rows: [], calls: 1, skipped: keys.map((key) => ({ key, reason: `no access to ${table.query.table.title.toLowerCase()}` })) };
  }
}

/** A row for each related row; a parent without any stands there once. */
function flatten(parents: readonly Row[], keyAt: number, rows: RelatedRows['rows'], width: number): Cell[][] {
  const byParent = Map.groupBy(rows, ({ parentKey }) => parentKey);
  return parents.flatMap((cells): Cell[][] => {
    const own = byParent.get(cells[keyAt] ?? '');
    if (own === undefined) return [[...cells, ...Array.from({ length: width - cells.length }, () => null)]];
    return own.map((related) => [...cells, joinLabels(related.labels), ...related.cells]);
  });
}

function joinLabels(labels: readonly string[]): string | null {
  return labels.length === 0 ? null : labels.join('; ');
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
