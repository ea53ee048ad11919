import type { Column, TableQuery } from '#contract';
import type { NewChunk, StoredExport, StoredSheet } from './exports.store.ts';
import { columnProblems, type ColumnProblem } from './column-problems.ts';
import type { ColumnChange } from '../sources/define-source.ts';
import { describeCells } from './formats/describe-cells.ts';
import type { CellCounts } from './formats/define-format.ts';
import { describePartial } from './partial/describe-partial.ts';
import type { PartialFile } from './partial/describe-partial.ts';
import type { Tally } from './recheck/tally.ts';
import type { Repaired } from './repair/repair-rows.store.ts';
import type { FileFacts } from './formats/file-facts.ts';

type RowCounts = { upstream: number; written: number; leftOutByFilter: number; skipped: number };

/** What is said of one table of the file. */
export type SheetCertificate = {
  title: string;
  /** False for a table that was only read for the sake of another one's rows. */
  inFile: boolean;
  table: string;
  source: string;
  query: Pick<TableQuery, 'record' | 'tableId' | 'filters'>;
  /** `choices`: `labels` or `values` where the cells are choices from a list, by what people call them or by HubSpot's internal values. */
  columns: Pick<Column, 'key' | 'title' | 'type' | 'choices'>[];
  /** Columns that lost values or changed their type while the table was read; empty is usual. */
  columnProblems: ColumnProblem[];
  order: string;
  strategy: { name: string; why: string; consistency: string };
  /** The consistent snapshots the rows were read in, ISO, with the rows of each; empty where the source has none. */
  snapshots: { takenAt: string; rows: number }[];
  /** What was read once more when all rows were read, where the strategy asks for it: records named as changed since, and the rows replaced, added or left out for them. */
  secondPass?: Omit<Tally, 'calls'>;
  rows: RowCounts;
  /** Rows of the table that did not meet the filters when the reading began, also those the source never gave out; absent where there are no filters or it could not count. */
  outsideFilters?: number;
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
  /** Of all sheets in the file that have filters; absent unless each of them could be counted. */
  outsideFilters?: number;
  complete: boolean;
  /** There when it was made of what had been read of an export that stopped; null for a whole one. */
  partial: PartialFile | null;
  /** There when it holds only rows that another export left out: which one, how many rows were asked for, how many of them under another key, and what became of new values; `undo`: they took back what that one had written. */
  repairs?: { jobId: string; rows: number; undo?: true } & Repaired;
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
 * Adds up the chunks. `complete` is true only when nothing was skipped, no column lost values and every row the upstream delivered is
 * accounted for; anything else is shown loudly.
 */
export function certify(input: {
  readonly jobId: string;
  readonly portalId: string;
  readonly title: string;
  readonly export: StoredExport;
  readonly chunks: readonly NewChunk[];
  /** Rows written, of each sheet that is in the file. */
  readonly written: readonly number[];
  readonly cells: CellCounts;
  readonly finishedAt: number;
  readonly file: Certificate['file'];
  readonly partial: PartialFile | null;
  /** What became of the rows of a repair; null for any other export. */
  readonly repaired: Repaired | null;
  /** What the second pass of each sheet did. */
  readonly tallies: readonly (Tally | null)[];
  /** What became of the columns while they were read, of each sheet. */
  readonly changes: readonly (readonly ColumnChange[])[];
}): Certificate {
  const written = [...input.written];
  const sheets = input.export.sheets.map((sheet) => {
    const chunks = input.chunks.filter((chunk) => chunk.sheet === sheet.sheet);
    return certifySheet(sheet, chunks, { changes: input.changes[sheet.sheet] ?? [], tally: input.tallies[sheet.sheet] ?? null, whole: input.partial === null }, sheet.role.kind === 'parent' ? null : written.shift()!);
  });
  const inFile = sheets.filter((sheet) => sheet.inFile);
  const rows = {
    upstream: total(inFile, (sheet) => sheet.rows.upstream),
    written: total(inFile, (sheet) => sheet.rows.written),
    leftOutByFilter: total(inFile, (sheet) => sheet.rows.leftOutByFilter),
    skipped: total(sheets, (sheet) => sheet.rows.skipped),
  };
  return {
    version: 3,
    jobId: input.jobId,
    portalId: input.portalId,
    title: input.title,
    asOf: input.export.asOf!.toISOString(),
    finishedAt: new Date(input.finishedAt).toISOString(),
    rows,
    ...outsideOf(inFile),
    complete: input.partial === null && rows.skipped === 0 && sheets.every(({ columnProblems: problems, rows: { upstream, leftOutByFilter, written: own } }) => problems.length === 0 && leftOutByFilter >= 0 && upstream === own + leftOutByFilter),
    partial: input.partial,
    ...(input.export.repair === null || input.repaired === null ? {} : { repairs: { jobId: input.export.repair.of, rows: input.export.repair.rows, ...(input.export.repair.undo ? { undo: true as const } : {}), ...input.repaired } }),
    calls: total(sheets, (sheet) => sheet.calls),
    sheets,
    file: input.file,
    cells: input.cells,
    notes: [...describeRepaired(input.repaired), ...inFile.flatMap(describeOutside), ...(input.partial === null ? [] : [describePartial(input.partial, rows.written)]), ...sheets.flatMap((sheet) => sheet.columnProblems.map(({ sentence }) => sentence)), ...describeCells(input.file, input.cells)],
  };
}

function describeRepaired(repaired: Repaired | null): string[] {
  if (repaired === null || repaired.written + repaired.same + repaired.refused === 0) return [];
  const { written, same, refused } = repaired;
  const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);
  const are = (count: number): string => (count === 1 ? 'was' : 'were');
  return [`Corrected values of ${rows(written)} were written to HubSpot; ${rows(same)} held theirs already; ${refused} ${are(refused)} refused and ${refused === 1 ? 'is' : 'are'} named as skipped, with the reason.`];
}

function outsideOf(sheets: readonly SheetCertificate[]): Pick<Certificate, 'outsideFilters'> {
  const counts = sheets.filter(({ query }) => query.filters.length > 0).map(({ outsideFilters }) => outsideFilters);
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 || known.length < counts.length ? {} : { outsideFilters: total(known, (count) => count) };
}

function describeOutside({ title, outsideFilters }: SheetCertificate): string[] {
  if (outsideFilters === undefined || outsideFilters === 0) return [];
  return [outsideFilters === 1 ? `1 row of “${title}” did not meet the filters when the reading began and is not in the file.` : `${outsideFilters} rows of “${title}” did not meet the filters when the reading began and are not in the file.`];
}

function certifySheet(sheet: StoredSheet, chunks: readonly NewChunk[], { changes, tally, whole }: { readonly changes: readonly ColumnChange[]; readonly tally: Tally | null; readonly whole: boolean }, rendered: number | null): SheetCertificate {
  const upstream = total(chunks, (chunk) => chunk.upstream);
  const skipped = chunks.flatMap((chunk) => chunk.skipped);
  const staged = total(chunks, (chunk) => chunk.rows);
  const plan = sheet.plan!;
  const { record, tableId, filters } = sheet.query;
  return {
    title: sheet.title,
    inFile: rendered !== null,
    table: tableId,
    source: sheet.sourceTitle,
    query: { record, tableId, filters },
    columns: sheet.columns.map(({ key, title, type, choices }) => ({ key, title, type, ...(choices === undefined ? {} : { choices }) })),
    columnProblems: columnProblems(sheet, chunks, changes),
    order: 'of' in sheet.role ? 'in the order of the rows it hangs on, then by their own key' : 'by the source’s own row id, ascending',
    strategy: { name: plan.strategy, why: plan.why, consistency: plan.consistency },
    snapshots: snapshotsOf(chunks),
    ...(tally === null ? {} : { secondPass: { changed: tally.changed, replaced: tally.replaced, added: tally.added, leftOut: tally.leftOut } }),
    rows: { upstream, written: rendered ?? staged, leftOutByFilter: upstream - staged - skipped.length, skipped: skipped.length },
    ...(plan.unfiltered === undefined || !whole ? {} : { outsideFilters: Math.max(0, plan.unfiltered - staged - skipped.length) }),
    skipped: skipped.slice(0, NAMED_SKIPS),
    calls: total(chunks, (chunk) => chunk.calls) + (tally?.calls ?? 0),
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
