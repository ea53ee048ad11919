import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '#contract';
import { convertFiles } from './convert-files.ts';
import type { Conversion } from './convert-files.ts';
import { decideType } from './decide-type.ts';
import { openDuckdb } from './duckdb.ts';
import { joinFiles } from './join-files.ts';
import type { FilePiece } from './join-files.ts';
import type { ParquetType } from './parquet-type.ts';
import { createLineScanner } from './scan-lines.ts';
import type { LineScanner } from './scan-lines.ts';
import { spoolLines } from './spool-lines.ts';
import type { SpooledFile } from './spool-lines.ts';

/** A file of lines becomes a row group, so the same lines give the same bytes. Two are in memory at once. */
const GROUP = { rows: 61_440, bytes: 16_000_000 };
const THREADS = 2;

export type ParquetColumn = { readonly name: string; readonly type: ColumnType };
export type WrittenParquet = {
  /** What the file consists of, all in the folder. */
  readonly pieces: readonly FilePiece[];
  readonly rows: number;
  readonly types: readonly ParquetType[];
  /** Values of columns that became text although they were to be something else. */
  readonly keptAsText: number;
};

/**
 * Writes staged lines as one Parquet file in `folder`, which must be empty. Row groups are written while lines come
 * in, with the types of the lines so far. When later lines ask for other types, nothing of them is used.
 */
export async function writeParquet(lines: AsyncIterable<Uint8Array>, columns: readonly ParquetColumn[], folder: string): Promise<WrittenParquet> {
  const duckdb = await openDuckdb(folder, THREADS);
  const scanner = createLineScanner(columns.map(({ type }) => type), GROUP);
  const files: SpooledFile[] = [];
  let early: Conversion | null = null;
  for await (const file of spoolLines(lines, folder, scanner)) {
    files.push(file);
    const types = typesNow(columns, scanner);
    if (files.length === 1) early = convertFiles(duckdb, named(columns, types));
    // What was right so far is not any more: wait for all lines rather than guess again.
    else if (early !== null && !sameTypes(early, types)) early = await abandon(early);
    early?.add(file);
  }

  const types = typesNow(columns, scanner);
  const paths = await (early ?? convertAll(duckdb, columns, types, files)).finish();
  const keptAsText = scanner.findings().reduce((sum, found, at) => (types[at]!.kind === 'text' ? sum + (found?.values ?? 0) : sum), 0);
  return { pieces: await joinFiles(paths, folder), rows: files.reduce((sum, file) => sum + file.rows, 0), types, keptAsText };
}

function typesNow(columns: readonly ParquetColumn[], scanner: LineScanner): ParquetType[] {
  const found = scanner.findings();
  return columns.map(({ type }, at) => (type === 'text' ? { kind: 'text' } : decideType(type, found[at]!)));
}

function named(columns: readonly ParquetColumn[], types: readonly ParquetType[]): { name: string; type: ParquetType }[] {
  return columns.map(({ name }, at) => ({ name, type: types[at]! }));
}

function sameTypes({ columns }: Conversion, types: readonly ParquetType[]): boolean {
  return columns.every(({ type }, at) => JSON.stringify(type) === JSON.stringify(types[at]));
}

async function abandon(conversion: Conversion): Promise<null> {
  await conversion.abandon();
  return null;
}

function convertAll(duckdb: readonly DuckDBConnection[], columns: readonly ParquetColumn[], types: readonly ParquetType[], files: readonly SpooledFile[]): Conversion {
  const conversion = convertFiles(duckdb, named(columns, types));
  for (const file of files) conversion.add(file);
  return conversion;
}
