import { z } from 'zod';
import { TableQuery } from './view-table.ts';

/** POST /ui/table-changes: whether the rows on screen have changed since. Cheap: nothing outside our own database is asked. */
export const TableChangesRequest = z.strictObject({
  query: TableQuery,
  /** `asOf` of the page on screen. */
  asOf: z.iso.datetime(),
  /** Keys of the rows on screen. */
  rows: z.array(z.string().max(200)).max(100),
});
export type TableChangesRequest = z.infer<typeof TableChangesRequest>;

export const TableChangesResponse = z.strictObject({
  /** False: nobody tells us of this table's changes, so asking again is of no use. */
  watched: z.boolean(),
  /** ISO time of the newest change since `asOf`, null when there was none. */
  changedAt: z.string().nullable(),
});
export type TableChangesResponse = z.infer<typeof TableChangesResponse>;
