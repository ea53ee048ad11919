import type { ParquetType } from './parquet-type.ts';
import { readLinesSql, sqlText } from './read-lines-sql.ts';
import type { SpooledFile } from './spool-lines.ts';

export type CopyColumn = { readonly name: string; readonly type: ParquetType };

/** The statement that writes all rows of the files as one Parquet file, in groups of so many rows. */
export function copySql(files: readonly SpooledFile[], columns: readonly CopyColumn[], groupRows: number, target: string): string {
  const internal = columns.map((_, at) => `c${at}`);
  const cells = columns.map(({ name, type }, at) => `${castSql(`c${at}`, type)} as "${name.replaceAll('"', '""')}"`);
  return `copy (select ${cells.join(', ')} from ${readLinesSql(files, internal)})
    to ${sqlText(target)} (format parquet, compression snappy, row_group_size ${groupRows})`;
}

function castSql(column: string, type: ParquetType): string {
  switch (type.kind) {
    case 'text': return column;
    case 'decimal': return `cast(${column} as decimal(${type.digits}, ${type.scale}))`;
    case 'timestamp': return `cast(${column} as ${type.utc ? 'timestamptz' : 'timestamp'})`;
    default: return `cast(${column} as ${type.kind})`;
  }
}
