import { Client } from 'pg';
import type { Stack } from '../../scripts/stack/index.ts';

const PORTAL = '4711001';
const SAM = { userId: '501', userEmail: 'sam.seller@acme.example' };

/** Gives Sam this many ended exports and templates, each template with as many columns as people choose at most. */
export async function fillPages(stack: Stack, { jobs, templates }: { readonly jobs: number; readonly templates: number }): Promise<void> {
  const client = new Client({ connectionString: stack.databases.siderailUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.portal_id', $1, false)`, [PORTAL]);
    await client.query(`
      insert into jobs (id, portal_id, kind, state, lane, phase, title, user_id, user_email, request_id, request_sha256, created_at, finished_at)
      select gen_random_uuid(), $1, 'export', 'cancelled', 'background', 'reading', 'Orders ' || n, $2, $3, gen_random_uuid()::text, '', now() - make_interval(days => 1, mins => n), now() - make_interval(days => 1, mins => n)
      from generate_series(1, $4::integer) n`, [PORTAL, SAM.userId, SAM.userEmail, jobs]);
    const columns = Array.from({ length: 200 }, (_, at) => ({ key: `column_with_a_rather_long_name_${at}`, title: `A title of some length ${at}`, type: 'text', sortable: true, operators: [] }));
    const definition = { query: { record: { objectTypeId: '0-2', objectId: '1' }, tableId: 'business-database:orders@portal', columns: columns.map(({ key }) => key), filters: [] }, format: 'csv' };
    await client.query(`
      insert into templates (id, portal_id, owner_id, owner_email, name, shared, version, definition, tables, updated_at)
      select gen_random_uuid(), $1, $2, $3, 'Wide ' || n, true, 1, $4::jsonb, $5::jsonb, now() from generate_series(1, $6::integer) n`,
    [PORTAL, SAM.userId, SAM.userEmail, JSON.stringify(definition), JSON.stringify([{ tableId: 'business-database:orders@portal', title: 'Orders', sourceTitle: 'Business database', columns }]), templates]);
  } finally {
    await client.end();
  }
}
