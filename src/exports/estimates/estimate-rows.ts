import type { OpenTable } from '../../connections/index.ts';
import type { Format } from '../formats/define-format.ts';

/** The formula for time and calls of `rows` rows in the file: what the source says of reading, and the format of rendering. */
export function estimateRows(table: OpenTable, format: Format, rows: number): { readonly seconds: number; readonly apiCalls: number } {
  const { seconds, apiCalls } = table.source.estimate(table.context, table.query, rows);
  return { seconds: seconds + (rows / 100_000) * format.renderSeconds, apiCalls };
}
