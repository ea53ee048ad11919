import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '#contract';
import { copySql } from './copy-sql.ts';
import { decideType } from './decide-type.ts';
import { openDuckdb } from './duckdb.ts';
import { joinFindings, NO_FINDINGS } from './findings.ts';
import type { Findings } from './findings.ts';
import { findingsSql } from './findings-sql.ts';
import type { ParquetType } from './parquet-type.ts';
import { readLinesSql } from './read-lines-sql.ts';
import { spoolLines } from './spool-lines.ts';
import type { SpooledFile } from './spool-lines.ts';

/** Two threads read a file each, and what they have read waits in memory for its turn. */
const SPOOL_BYTES = 16_000_000;

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
  const { files, found } = await spoolAndLook(duckdb, lines, columns, folder);
  const types = columns.map(({ type }, at) => decideType(type, found[at]!));
  const path = join(folder, 'table.parquet');
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const result = await duckdb.run(copySql(files, columns.map(({ name }, at) => ({ name, type: types[at]! })), path));
  const [[copied]] = (await result.getRowsJS()) as [[bigint]];
  if (Number(copied) !== rows) throw new Error(`DuckDB wrote ${copied} rows of ${rows}`);
  const keptAsText = found.reduce((sum, { values }, at) => (types[at]!.kind === 'text' ? sum + values : sum), 0);
  return { path, rows, types, keptAsText };
}

async function spoolAndLook(
  duckdb: DuckDBConnection,
  lines: AsyncIterable<Uint8Array>,
  columns: readonly ParquetColumn[],
  folder: string,
): Promise<{ files: SpooledFile[]; found: Findings[] }> {
  const files: SpooledFile[] = [];
  let found = columns.map(() => NO_FINDINGS);
  let looking: Promise<void> = Promise.resolve();
  for await (const file of spoolLines(lines, folder, SPOOL_BYTES)) {
    files.push(file);
    await looking;
    looking = lookAt(duckdb, file, columns).then((next) => {
      found = found.map((before, at) => joinFindings(before, next[at]!));
    });
    // Whoever awaits it hears of it; until then it must not count as unheard.
    looking.catch(() => undefined);
  }
  await looking;
  return { files, found };
}

async function lookAt(duckdb: DuckDBConnection, file: SpooledFile, columns: readonly ParquetColumn[]): Promise<Findings[]> {
  const looks = columns.flatMap(({ type }, at) => (type === 'text' ? [] : [{ at, sql: findingsSql(`c${at}`, type) }]));
  const found = columns.map(() => NO_FINDINGS);
  if (looks.length === 0) return found;
  const all = columns.map((_, at) => `c${at}`);
  const result = await duckdb.run(`select ${looks.map(({ sql }) => `to_json(${sql})`).join(', ')} from ${readLinesSql([file], all)}`);
  const [row] = (await result.getRowsJS()) as [string[]];
  for (const [index, { at }] of looks.entries()) found[at] = JSON.parse(row[index]!) as Findings;
  return found;
}
