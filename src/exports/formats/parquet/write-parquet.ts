import { join } from 'node:path';
import type { ColumnType } from '#contract';
import { copySql } from './copy-sql.ts';
import { decideType } from './decide-type.ts';
import { openDuckdb } from './duckdb.ts';
import { createLook } from './look-at-files.ts';
import type { ParquetType } from './parquet-type.ts';
import { spoolLines } from './spool-lines.ts';
import type { SpooledFile } from './spool-lines.ts';

/**
 * A file of lines becomes a row group, whichever of the two threads reads it: so the same lines give the same bytes.
 * Two groups are in memory at once, with what was read for them.
 */
const GROUPS = { rows: 61_440, bytes: 16_000_000, step: 2_048 };
/** A file this large has far wider lines than the first: its rows go into smaller groups, by one thread. */
const WIDE_BYTES = 64_000_000;

export type ParquetColumn = { readonly name: string; readonly type: ColumnType };
export type WrittenParquet = {
  readonly path: string;
  readonly rows: number;
  readonly types: readonly ParquetType[];
  /** Values of columns that became text although they were to be something else. */
  readonly keptAsText: number;
};

/**
 * Writes staged lines as one Parquet file in `folder`, which must be empty. The types are decided by all rows before
 * the first is written: while lines come in, those that came before are looked at.
 */
export async function writeParquet(lines: AsyncIterable<Uint8Array>, columns: readonly ParquetColumn[], folder: string): Promise<WrittenParquet> {
  const duckdb = await openDuckdb(folder);
  const look = createLook(duckdb, columns.map(({ type }) => type));
  const files: SpooledFile[] = [];
  for await (const file of spoolLines(lines, folder, GROUPS)) {
    files.push(file);
    look.add(file);
  }

  const found = await look.findings();
  const types = columns.map(({ type }, at) => decideType(type, found[at]!));
  const path = join(folder, 'table.parquet');
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const wide = files.some((file) => file.bytes > WIDE_BYTES);
  const writer = wide ? await openDuckdb(folder, 1) : duckdb;
  const groupRows = wide ? GROUPS.step : Math.max(files[0]!.rows, GROUPS.step);
  const result = await writer.run(copySql(files, columns.map(({ name }, at) => ({ name, type: types[at]! })), groupRows, path));
  const [[copied]] = (await result.getRowsJS()) as [[bigint]];
  if (Number(copied) !== rows) throw new Error(`DuckDB wrote ${copied} rows of ${rows}`);
  const keptAsText = found.reduce((sum, { values }, at) => (types[at]!.kind === 'text' ? sum + values : sum), 0);
  return { path, rows, types, keptAsText };
}
