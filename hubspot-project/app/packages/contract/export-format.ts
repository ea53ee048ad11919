import { z } from 'zod';

/** The kinds of file an export can become: comma-separated text, an Excel workbook, JSON Lines, Parquet. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** How the file is written. Absent: comma, with the byte order mark that Excel needs, not packed. */
export const ExportOptions = z.strictObject({
  delimiter: z.enum(['comma', 'semicolon', 'tab']).optional(),
  bom: z.boolean().optional(),
  /** `gzip` makes a .gz of one file, `zip` an archive with a file for each table. */
  compress: z.enum(['none', 'gzip', 'zip']).optional(),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/** Whether a file of this format can be written so: separator and mark are for CSV; workbooks and Parquet are packed in themselves. */
export function takesOptions(format: ExportFormat, { delimiter, bom, compress = 'none' }: ExportOptions): boolean {
  if (format !== 'csv' && (delimiter !== undefined || bom !== undefined)) return false;
  return format === 'csv' || format === 'jsonl' || compress === 'none';
}
