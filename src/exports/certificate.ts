import type { Column, TableQuery } from '#contract';
import type { NewChunk, StoredExport, StoredSheet } from './exports.store.ts';
import { describeCells } from './formats/describe-cells.ts';
import type { CellCounts } from './formats/define-format.ts';
import type { FileFacts } from './formats/file-facts.ts';

type RowCounts = { upstream: number; written: number; leftOutByFilter: number; skipped: number };

/** What is said of one table of the file. */
export type SheetCertificate = {
  title: string;
  table: string;
  source: string;
  query: Pick<TableQuery, 'record' | 'tableId' | 'filters'>;
  columns: Pick<Column, 'key' | 'title' | 'type'>[];
  order: string;
  strategy: { name: string; why: string; consistency: string };
  /** The consistent snapshots the rows were read in, ISO, with the rows of each; empty where the source has none. */
  snapshots: { takenAt: string; rows: number }[];
  rows: RowCounts;
  /** At most 1,000 named; `rows.skipped` is the whole count. */
  skipped: { key: string; reason: string }[];
  calls: number;
};

/** What proves that a file is complete. Kept with the job and offered beside the file; docs/exports.md describes each field. */
export type Certificate = {
  version: 3;
  jobId: string;
  portalId: string;
  title: string;
  /** When reading began and the file was finished, ISO. */
  asOf: string;
  finishedAt: string;
  /** Of all sheets together. */
  rows: RowCounts;
  complete: boolean;
  calls: number;
  sheets: SheetCertificate[];
  file: FileFacts & { name: string; bytes: number; sha256: string };
  /** Every value that does not stand in the file just as the source gave it. */
  cells: CellCounts;
  /** The same in words, one sentence for each thing that happened; and what a reader of this format should know. */
  notes: string[];
};

const NAMED_SKIPS = 1000;

/**
 * Adds up the chunks. `complete` is true only when nothing was skipped and every row the upstream delivered is
 * accounted for; anything else is shown loudly.
 */
export function certify(input: {
  readonly jobId: string;
  readonly portalId: string;
  readonly title: string;
  readonly export: StoredExport;
  readonly chunks: readonly NewChunk[];
  /** Rows written, of each sheet. */
  readonly written: readonly number[];
  readonly cells: CellCounts;
  readonly finishedAt: number;
  readonly file: Certificate['file'];
}): Certificate {
  const sheets = input.export.sheets.map((sheet) => certifySheet(sheet, input.chunks.filter((chunk) => chunk.sheet === sheet.sheet), input.written[sheet.sheet] ?? 0));
  const rows = {
    upstream: total(sheets, (sheet) => sheet.rows.upstream),
    written: total(sheets, (sheet) => sheet.rows.written),
    leftOutByFilter: total(sheets, (sheet) => sheet.rows.leftOutByFilter),
    skipped: total(sheets, (sheet) => sheet.rows.skipped),
  };
  const staged = total(input.chunks, (chunk) => chunk.rows);
  return {
    version: 3,
    jobId: input.jobId,
    portalId: input.portalId,
    title: input.title,
    asOf: input.export.asOf!.toISOString(),
    finishedAt: new Date(input.finishedAt).toISOString(),
    rows,
    complete: rows.skipped === 0 && rows.written === staged && sheets.every((sheet) => sheet.rows.leftOutByFilter >= 0),
    calls: total(input.chunks, (chunk) => chunk.calls),
    sheets,
    file: input.file,
    cells: input.cells,
    notes: describeCells(input.file, input.cells),
  };
}

function certifySheet(sheet: StoredSheet, chunks: readonly NewChunk[], written: number): SheetCertificate {
  const upstream = total(chunks, (chunk) => chunk.upstream);
  const skipped = chunks.flatMap((chunk) => chunk.skipped);
  const plan = sheet.plan!;
  const { record, tableId, filters } = sheet.query;
  return {
    title: sheet.title,
    table: tableId,
    source: sheet.sourceTitle,
    query: { record, tableId, filters },
    columns: sheet.columns.map(({ key, title, type }) => ({ key, title, type })),
    order: 'by the source’s own row id, ascending',
    strategy: { name: plan.strategy, why: plan.why, consistency: plan.consistency },
    snapshots: snapshotsOf(chunks),
    rows: { upstream, written, leftOutByFilter: upstream - total(chunks, (chunk) => chunk.rows) - skipped.length, skipped: skipped.length },
    skipped: skipped.slice(0, NAMED_SKIPS),
    calls: total(chunks, (chunk) => chunk.calls),
  };
}

function snapshotsOf(chunks: readonly NewChunk[]): SheetCertificate['snapshots'] {
  const rows = new Map<string, number>();
  for (const { snapshot, rows: count } of chunks) {
    if (snapshot !== null) rows.set(snapshot, (rows.get(snapshot) ?? 0) + count);
  }
  return [...rows].map(([takenAt, count]) => ({ takenAt, rows: count })).sort((one, other) => one.takenAt.localeCompare(other.takenAt));
}

function total<T>(items: readonly T[], of: (item: T) => number): number {
  let sum = 0;
  for (const item of items) sum += of(item);
  return sum;
}
