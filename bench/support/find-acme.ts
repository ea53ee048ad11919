import pg from 'pg';
import type { RecordRef } from '#contract';
import type { Stack } from '../../scripts/stack/index.ts';

/** The sandbox's company that has deals, contacts and orders. */
export async function findAcme(stack: Stack): Promise<RecordRef> {
  const client = new pg.Client({ connectionString: stack.databases.sandboxUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(`select id::text from hubspot.records where object_type = '0-2' and properties->>'domain' = 'acme.example'`);
    if (rows[0] === undefined) throw new Error('the sandbox has no company acme.example');
    return { objectTypeId: '0-2', objectId: rows[0].id };
  } finally {
    await client.end();
  }
}
