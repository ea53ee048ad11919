import { z } from 'zod';

/** The kinds of file an export can become: comma-separated text, an Excel workbook, JSON Lines, Parquet. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** How a CSV file is written; absent: comma, with the byte order mark that Excel needs. */
export const ExportOptions = z.strictObject({
  delimiter: z.enum(['comma', 'semicolon', 'tab']).optional(),
  bom: z.boolean().optional(),
});
export type ExportOptions = z.infer<typeof ExportOptions>;
