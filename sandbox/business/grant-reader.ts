import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Client } from 'pg';

/** The role the app connects with: it may connect to this database and read, and nothing else. Sets its password each time. */
export async function grantReader(client: Client, reader: { readonly role: string; readonly password: string }): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  const database = escapeIdentifier(rows[0]!.name);
  const role = escapeIdentifier(reader.role);
  await setRole(client, reader);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to ${role}`);
  await client.query(`alter role ${role} in database ${database} set default_transaction_read_only = on`);
  await client.query(`grant usage on schema erp to ${role}`);
  await client.query(`grant select on erp.customers, erp.orders, erp.order_lines, erp.invoices, erp.payments to ${role}`);
}

/** Roles belong to the whole cluster: another database's seeding may make or change the same one at the same moment, so it is tried again. */
async function setRole(client: Client, reader: { readonly role: string; readonly password: string }): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [reader.role]);
    const verb = rowCount === 0 ? 'create' : 'alter';
    try {
      await client.query(
        `${verb} role ${escapeIdentifier(reader.role)} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit
          password ${escapeLiteral(reader.password)}`,
      );
      return;
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
}
