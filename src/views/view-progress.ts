import { Row } from '#contract';
import { z } from 'zod';

/** What is known of a view so far. Absent: not asked or not answered yet; null: the source cannot say. */
export const ViewProgress = z.object({
  rows: z.array(Row),
  /** The source's cursor behind the last of the rows; null before the first slice. */
  cursor: z.string().nullable(),
  /** True when the page is whole. */
  read: z.boolean(),
  totalRows: z.number().nullable().optional(),
  totals: z.record(z.string(), z.string()).nullable().optional(),
});
export type ViewProgress = z.infer<typeof ViewProgress>;

/** Nothing yet. `cursor`: where the page begins in the source, null for the table's beginning. */
export function newProgress(cursor: string | null): ViewProgress {
  return { rows: [], cursor, read: false };
}
