import type { Stack } from '../stack/index.ts';
import type { Origin } from './check-file.ts';

export type DemoSource = { readonly tableId: string; readonly columns: string[]; readonly origin: (stack: Stack) => Origin };

const CONTACT_PROPERTIES = [
  'firstname', 'lastname', 'email', 'phone', 'company', 'jobtitle', 'city', 'state', 'country', 'zip', 'lifecyclestage', 'hs_lead_status', 'hubspot_owner_id',
];
const OF_CHOICES: ReadonlySet<string> = new Set(['lifecyclestage', 'hs_lead_status', 'hubspot_owner_id']);
const ORDER_COLUMNS = ['number', 'customer_id', 'status', 'shipped_on', 'currency', 'net', 'tax', 'gross', 'payment_terms', 'sales_rep', 'note'];

/** What the demo exports, and how the same rows look when the sandbox's databases are asked directly. */
export const DEMO_SOURCES: Readonly<Record<'hubspot' | 'database', DemoSource>> = {
  hubspot: {
    tableId: 'hubspot:contacts@portal',
    // The internal values, because they are compared with what the sandbox's tables hold.
    columns: ['hs_object_id', ...CONTACT_PROPERTIES.map((name) => (OF_CHOICES.has(name) ? `${name}.value` : name))],
    origin: (stack) => ({
      url: stack.databases.sandboxUrl,
      sql: `select id::text, ${CONTACT_PROPERTIES.map((name) => `properties->>'${name}'`).join(', ')} from hubspot.records
        where portal_id = 4711001 and object_type = '0-1' and archived_at is null and id > $1::bigint order by records.id limit $2`,
    }),
  },
  database: {
    tableId: 'business-database:orders@portal',
    columns: ['id', ...ORDER_COLUMNS],
    origin: (stack) => ({
      url: stack.databases.businessReaderUrl,
      sql: `select id::text, ${ORDER_COLUMNS.map((name) => `${name}::text`).join(', ')} from erp.orders where id > $1::bigint order by orders.id limit $2`,
    }),
  },
};

