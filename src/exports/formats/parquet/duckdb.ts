import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './read-lines-sql.ts';

/** Less makes the two threads wait for each other. The process stays below 500 MB with it (bench/parquet.ts). */
const MEMORY = '500MB';
const THREADS = 2;

/** DuckDB that sees nothing but one folder: no other file, no network, no extensions, and no way to change that. */
export async function openDuckdb(folder: string, threads = THREADS): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(Math.min(threads, availableParallelism())),
    memory_limit: MEMORY,
    temp_directory: folder,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // A moment is written as it is; the zone only says how DuckDB would show it.
  await connection.run("set TimeZone = 'UTC'");
  await connection.run(`set allowed_directories = [${sqlText(`${folder}/`)}]`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  return connection;
}
