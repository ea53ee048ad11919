import type { OpenTable } from '../../connections/index.ts';
import type { Format } from '../formats/define-format.ts';

/**
 * The formula for time and calls: `read` rows have to come from the source, `written` of them go into the file. The
 * two differ where the source reads a whole table and filters here.
 */
export function estimateRows(table: OpenTable, format: Format, rows: { readonly read: number; readonly written: number }): { readonly seconds: number; readonly apiCalls: number } {
  const { seconds, apiCalls } = table.source.estimate(table.context, table.query, rows.read);
  return { seconds: seconds + (rows.written / 100_000) * format.renderSeconds, apiCalls };
}
