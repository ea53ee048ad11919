import { createPool } from 'mysql2/promise';
import type { Pool } from 'mysql2/promise';

const pools = new Map<string, Pool>();

/** Runs SQL as the user of the URL; several statements when there are no values. Cells come as the server wrote them. */
export async function run(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  let pool = pools.get(url);
  if (pool === undefined) {
    pool = createPool({ uri: url, connectionLimit: 2, idleTimeout: 500, maxIdle: 0, multipleStatements: true, timezone: 'Z', dateStrings: true, supportBigNumbers: true, bigNumberStrings: true });
    // One that the server closed is replaced by the next.
    pool.on('connection', (connection) => connection.on('error', () => undefined));
    pools.set(url, pool);
  }
  const [rows] = await pool.query(text, values);
  return rows as Record<string, unknown>[];
}
