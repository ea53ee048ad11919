import type { ParquetType } from './parquet-type.ts';
import { readLinesSql, sqlText } from './read-lines-sql.ts';
import type { SpooledFile } from './spool-lines.ts';

/** What query engines expect, and DuckDB's own; fewer where rows are wide, because a group is held in memory. */
const GROUP_ROWS = 122_880;
const GROUP_BYTES = 32_000_000;
const VECTOR_ROWS = 2_048;

export type CopyColumn = { readonly name: string; readonly type: ParquetType };

/** The statement that writes all rows of the files as one Parquet file. */
export function copySql(files: readonly SpooledFile[], columns: readonly CopyColumn[], target: string): string {
  const internal = columns.map((_, at) => `c${at}`);
  const cells = columns.map(({ name, type }, at) => `${castSql(`c${at}`, type)} as "${name.replaceAll('"', '""')}"`);
  return `copy (select ${cells.join(', ')} from ${readLinesSql(files, internal)})
    to ${sqlText(target)} (format parquet, compression snappy, row_group_size ${groupRows(files)})`;
}

function castSql(column: string, type: ParquetType): string {
  switch (type.kind) {
    case 'text': return column;
    case 'decimal': return `cast(${column} as decimal(${type.digits}, ${type.scale}))`;
    case 'timestamp': return `cast(${column} as ${type.utc ? 'timestamptz' : 'timestamp'})`;
    default: return `cast(${column} as ${type.kind})`;
  }
}

function groupRows(files: readonly SpooledFile[]): number {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (rows === 0) return GROUP_ROWS;
  const fitting = Math.floor(GROUP_BYTES / (bytes / rows) / VECTOR_ROWS) * VECTOR_ROWS;
  return Math.min(GROUP_ROWS, Math.max(VECTOR_ROWS, fitting));
}
