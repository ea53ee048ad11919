import { Pool } from 'pg';
import { createEmptyDatabase } from '../../support/test-database.ts';

/** An empty database with a pool on it; `close` waits for every connection to be gone before it drops the database. */
export async function openDatabase(): Promise<{ pool: Pool; close: () => Promise<void> }> {
  const database = await createEmptyDatabase();
  const pool = new Pool({ connectionString: database.url });
  const ended: Promise<void>[] = [];
  pool.on('connect', (client) => ended.push(new Promise((resolve) => client.once('end', resolve))));
  const close = async () => {
    await pool.end();
    await Promise.all(ended);
    await database.drop();
  };
  return { pool, close };
}
