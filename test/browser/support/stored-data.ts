import { Client } from 'pg';
import type { Stack } from '../../../scripts/stack/index.ts';

/** What the business database itself says about the orders of Acme Corporation. */
export async function readAcmeOrders(stack: Stack): Promise<{ gross: string; delivered: number }> {
  const [row] = await rowsOf<{ gross: string; delivered: number }>(
    stack.databases.businessAdminUrl,
    `select to_char(sum(gross), 'FM999,999,999.00') as gross, (count(*) filter (where status = 'delivered'))::int as delivered
     from erp.orders o join erp.customers c on c.id = o.customer_id where c.domain = 'acme.example'`,
  );
  if (row === undefined) throw new Error('the business database knows no orders of acme.example');
  return row;
}

/** Somebody in the back office cancels an order. Returns the row's id. */
export async function cancelOrder(stack: Stack, number: string): Promise<string> {
  const sql = `update erp.orders set status = 'cancelled' where number = $1 returning id::text`;
  const [row] = await rowsOf<{ id: string }>(stack.databases.businessAdminUrl, sql, [number]);
  if (row === undefined) throw new Error(`the business database knows no order ${number}`);
  return row.id;
}

export type Activity = { readonly object_type: '0-27' | '0-46'; readonly subject: string | null; readonly body: string };

/** The tasks (0-27), then the notes (0-46) that HubSpot holds on a company. */
export async function readActivities(stack: Stack, companyId: string): Promise<Activity[]> {
  return rowsOf<Activity>(
    stack.databases.sandboxUrl,
    `select r.object_type, r.properties ->> 'hs_task_subject' as subject, coalesce(r.properties ->> 'hs_note_body', r.properties ->> 'hs_task_body') as body
     from hubspot.associations a join hubspot.records r on r.portal_id = a.portal_id and r.object_type = a.to_type and r.id = a.to_id
     where a.from_type = '0-2' and a.from_id = $1 and a.to_type in ('0-27', '0-46') order by r.object_type`,
    [companyId],
  );
}

async function rowsOf<T extends object>(databaseUrl: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
