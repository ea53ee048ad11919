import { z } from 'zod';
import { ColumnTitles } from './column-titles.ts';
import { JoinedTables } from './joined-tables.ts';
import { Column, Row } from './table.ts';
import { TableQuery } from './view-table.ts';

/** POST /ui/preview-sheet: the first 20 rows of one table of an export of several, as its file would hold them. */
export const PreviewSheetRequest = z.strictObject({
  query: TableQuery.omit({ selection: true }),
  joined: JoinedTables,
  titles: ColumnTitles.optional(),
  /** 0: the first table; then the joined ones in their order. A flat table is number 1. */
  sheet: z.number().int().min(0).max(9),
});
export type PreviewSheetRequest = z.infer<typeof PreviewSheetRequest>;

export const PreviewSheetResponse = z.strictObject({
  columns: z.array(Column),
  /** Keys only tell them apart. */
  rows: z.array(Row),
  /** Of what hangs on the first table's rows: for how many of those it was looked up. Null for a table of its own. */
  ofRows: z.number().int().nullable(),
});
export type PreviewSheetResponse = z.infer<typeof PreviewSheetResponse>;
