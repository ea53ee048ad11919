import type { Pool } from 'pg';
import { schema } from './schema.ts';
import { withTransaction } from './with-transaction.ts';

/** Creates what is missing; two processes that start at once take turns. */
export async function prepareSchema(pool: Pool): Promise<void> {
  await withTransaction(pool, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock(hashtext('sandbox hubspot schema'))");
    await tx.query(schema);
  });
}
