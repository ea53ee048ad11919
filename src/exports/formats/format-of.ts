import type { ExportFormat } from '#contract';
import { csvFormat } from './csv/csv-format.ts';
import type { Format } from './define-format.ts';
import { jsonlFormat } from './jsonl/jsonl-format.ts';
import { parquetFormat } from './parquet/parquet-format.ts';
import { xlsxFormat } from './xlsx/xlsx-format.ts';

const FORMATS: Readonly<Record<ExportFormat, Format>> = { csv: csvFormat, xlsx: xlsxFormat, jsonl: jsonlFormat, parquet: parquetFormat };

/** The format of this name. */
export function formatOf(key: ExportFormat): Format {
  return FORMATS[key];
}
