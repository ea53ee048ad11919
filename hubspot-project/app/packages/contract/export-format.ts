import { z } from 'zod';

/** The kinds of file an export can become: comma-separated text, an Excel workbook, JSON Lines, Parquet. */
export const ExportFormat = z.enum(['csv', 'xlsx', 'jsonl', 'parquet']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** Countries whose way to write numbers and dates a CSV file may follow. */
export const FileLocale = z.enum(['de-DE', 'de-CH', 'fr-FR', 'en-GB', 'en-US']);
export type FileLocale = z.infer<typeof FileLocale>;

/** How the file is written. Absent: comma, with the byte order mark that Excel needs, not packed. */
export const ExportOptions = z.strictObject({
  delimiter: z.enum(['comma', 'semicolon', 'tab']).optional(),
  bom: z.boolean().optional(),
  /** `gzip` makes a .gz of one file, `zip` an archive with a file for each table. */
  compress: z.enum(['none', 'gzip', 'zip']).optional(),
  /** Absent: decimal points and ISO 8601. */
  locale: FileLocale.optional(),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/** Whether a file of this format can be written so: separator, mark and country are for CSV; workbooks and Parquet are packed in themselves. */
export function takesOptions(format: ExportFormat, { delimiter, bom, locale, compress = 'none' }: ExportOptions): boolean {
  if (format !== 'csv' && (delimiter !== undefined || bom !== undefined || locale !== undefined)) return false;
  return format === 'csv' || format === 'jsonl' || compress === 'none';
}
