import type { Column, TableQuery } from '#contract';
import type { NewChunk, StoredExport } from './exports.store.ts';
import { describeCells } from './formats/describe-cells.ts';
import type { CellCounts } from './formats/define-format.ts';
import type { FileFacts } from './formats/file-facts.ts';

/** What proves that a file is complete. Kept with the job and offered beside the file. */
export type Certificate = {
  version: 2;
  jobId: string;
  portalId: string;
  table: string;
  source: string;
  query: Pick<TableQuery, 'record' | 'tableId' | 'filters'>;
  columns: Pick<Column, 'key' | 'title' | 'type'>[];
  order: string;
  strategy: { name: string; why: string; consistency: string };
  /** When reading began and the file was finished, ISO. */
  asOf: string;
  finishedAt: string;
  rows: { upstream: number; written: number; leftOutByFilter: number; skipped: number };
  /** At most 1,000 named; `rows.skipped` is the whole count. */
  skipped: { key: string; reason: string }[];
  complete: boolean;
  calls: number;
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
  readonly written: number;
  readonly cells: CellCounts;
  readonly finishedAt: number;
  readonly file: Certificate['file'];
}): Certificate {
  const upstream = total(input.chunks, (chunk) => chunk.upstream);
  const staged = total(input.chunks, (chunk) => chunk.rows);
  const skipped = input.chunks.flatMap((chunk) => chunk.skipped);
  const leftOutByFilter = upstream - staged - skipped.length;
  const plan = input.export.plan!;
  const { record, tableId, filters } = input.export.query;
  return {
    version: 2,
    jobId: input.jobId,
    portalId: input.portalId,
    table: input.title,
    source: input.export.sourceTitle,
    query: { record, tableId, filters },
    columns: input.export.columns.map(({ key, title, type }) => ({ key, title, type })),
    order: 'by the source’s own row id, ascending',
    strategy: { name: plan.strategy, why: plan.why, consistency: plan.consistency },
    asOf: input.export.asOf!.toISOString(),
    finishedAt: new Date(input.finishedAt).toISOString(),
    rows: { upstream, written: input.written, leftOutByFilter, skipped: skipped.length },
    skipped: skipped.slice(0, NAMED_SKIPS),
    complete: skipped.length === 0 && input.written === staged && leftOutByFilter >= 0,
    calls: total(input.chunks, (chunk) => chunk.calls),
    file: input.file,
    cells: input.cells,
    notes: describeCells(input.file, input.cells),
  };
}

function total(chunks: readonly NewChunk[], of: (chunk: NewChunk) => number): number {
  let sum = 0;
  for (const chunk of chunks) sum += of(chunk);
  return sum;
}
