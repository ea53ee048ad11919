import { z } from 'zod';
import { RecordRef } from './record-ref.ts';
import { Column, Filter, Row, Sort } from './table.ts';

/** Which rows and columns of which table: shared by view, estimate, export and the actions that work on a table. */
export const TableQuery = z.strictObject({
  record: RecordRef,
  tableId: z.string().max(200),
  /** Empty: the table's default columns. */
  columns: z.array(z.string().max(200)).max(200),
  filters: z.array(Filter).max(10),
  sort: Sort.optional(),
  /** Of a table of the whole account only these selected records (add-to-selection); for exports. `record` is one of them. */
  selection: z.uuid().optional(),
});
export type TableQuery = z.infer<typeof TableQuery>;

/** POST /ui/view-table: one page, read live. */
export const ViewTableRequest = z.strictObject({
  query: TableQuery,
  /** Token from an earlier answer of the same query; absent for the first page. */
  page: z.string().max(2000).optional(),
  pageSize: z.number().int().min(1).max(100).default(25),
  /** Read anew even when the result of an earlier, slow reading is kept. One that is still under way is joined all the same. */
  live: z.boolean().optional(),
});
export type ViewTableRequest = z.input<typeof ViewTableRequest>;

export const ViewTableResponse = z.strictObject({
  columns: z.array(Column),
  rows: z.array(Row),
  /** Token of the next page, null on the last one. */
  nextPage: z.string().nullable(),
  /** Rows in the whole filtered table, null when the source cannot say. */
  totalRows: z.number().int().nullable(),
  /** Sum per column key, over the whole filtered table; null when the source cannot say. */
  totals: z.record(z.string(), z.string()).nullable(),
  /** ISO time at which the source was read. */
  asOf: z.string(),
  /** Of tables with `match`: whether these are the rows of what the record is linked to, or of what its properties lead to. */
  foundBy: z.enum(['link', 'rule']).optional(),
  /**
   * There when the source is slower than a click: what has come so far is here, a job reads the rest, and the same
   * request gives the whole once it is ready.
   */
  pending: z.strictObject({ jobId: z.string() }).optional(),
});
export type ViewTableResponse = z.infer<typeof ViewTableResponse>;
