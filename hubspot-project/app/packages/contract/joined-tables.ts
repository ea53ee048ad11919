import { z } from 'zod';
import { ColumnTitles } from './column-titles.ts';
import { Filter } from './table.ts';

/**
 * Further tables in the same file. `sheets`: each on a sheet of its own. `flat`: the one related table's rows behind the
 * columns of the first table's row, which is repeated for each; a row without related ones stands there once.
 */
export const JoinedTables = z.strictObject({
  layout: z.enum(['sheets', 'flat']),
  tables: z.array(z.strictObject({
    /** Of a table of the list, or of a related one; each once. */
    tableId: z.string().max(200),
    /** Empty: the table's default columns. */
    columns: z.array(z.string().max(200)).max(200),
    /** Only its rows that meet all of them. */
    filters: z.array(Filter).max(10).optional(),
    titles: ColumnTitles.optional(),
  })).min(1).max(9),
});
export type JoinedTables = z.infer<typeof JoinedTables>;
