import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './read-lines-sql.ts';

/** What two files of lines in the making take, with room for very long lines (bench/parquet.ts measures the process). */
const MEMORY = '400MB';

/**
 * Connections to a DuckDB that sees nothing but one folder: no other file, no network, no extensions, and no way to
 * change that. Each works in the thread that asks, so there are as many threads as connections.
 */
export async function openDuckdb(folder: string, connections: number): Promise<readonly DuckDBConnection[]> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: MEMORY,
    temp_directory: folder,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const opened: DuckDBConnection[] = [];
  for (let count = 0; count < connections; count += 1) {
    const connection = await instance.connect();
    // A moment is written as it is; the zone only says how DuckDB would show it.
    await connection.run("set TimeZone = 'UTC'");
    opened.push(connection);
  }
  const [first] = opened;
  await first!.run(`set allowed_directories = [${sqlText(`${folder}/`)}]`);
  await first!.run('set enable_external_access = false');
  await first!.run('set lock_configuration = true');
  return opened;
}
