import type { ParquetType } from './parquet-type.ts';
import { readLinesSql, sqlText } from './read-lines-sql.ts';
import type { SpooledFile } from './spool-lines.ts';

export type CopyColumn = { readonly name: string; readonly type: ParquetType };

/** DuckDB counts a group's rows in steps of this many. */
const STEP = 2_048;

/** The statement that writes the rows of a file of lines as a Parquet file of one row group. */
export function copySql(file: SpooledFile, columns: readonly CopyColumn[], target: string): string {
  const internal = columns.map((_, at) => `c${at}`);
  const cells = columns.map(({ name, type }, at) => `${castSql(`c${at}`, type)} as "${name.replaceAll('"', '""')}"`);
  return `copy (select ${cells.join(', ')} from ${readLinesSql(file, internal)})
    to ${sqlText(target)} (format parquet, compression snappy, row_group_size ${Math.ceil((file.rows + 1) / STEP) * STEP})`;
}

function castSql(column: string, type: ParquetType): string {
  switch (type.kind) {
    case 'text': return column;
    case 'decimal': return `cast(${column} as decimal(${type.digits}, ${type.scale}))`;
    case 'timestamp': return `cast(${column} as ${type.utc ? 'timestamptz' : 'timestamp'})`;
    default: return `cast(${column} as ${type.kind})`;
  }
}
