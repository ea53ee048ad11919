import type { ExportFormat, ExportOptions } from '#contract';
import { compressedFormat } from './compression/compressed-format.ts';
import { csvFormat } from './csv/csv-format.ts';
import type { Format } from './define-format.ts';
import { jsonlFormat } from './jsonl/jsonl-format.ts';
import { parquetFormat } from './parquet/parquet-format.ts';
import { xlsxFormat } from './xlsx/xlsx-format.ts';

const FORMATS: Readonly<Record<ExportFormat, Format>> = { csv: csvFormat, xlsx: xlsxFormat, jsonl: jsonlFormat, parquet: parquetFormat };

/** The format of this name, packed where the options say so. */
export function formatOf(key: ExportFormat, { compress = 'none' }: Pick<ExportOptions, 'compress'> = {}): Format {
  return compress === 'none' ? FORMATS[key] : compressedFormat(FORMATS[key], compress);
}
