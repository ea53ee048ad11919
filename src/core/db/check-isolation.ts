import type pg from 'pg';

/** Tables with a portal_id that hold no customer data and stand outside row-level security on purpose. */
const EXEMPT = ['request_budget', 'job_line', 'sweep_line', 'webhook_line', 'workflow_line'];

/**
 * Refuses to start on a database where one portal could see another's rows: a role that bypasses row-level
 * security, or a portal table without a forced policy (T16). Throws an Error that says what to change.
 */
export async function checkIsolation(pool: pg.Pool): Promise<void> {
  const role = await pool.query<{ name: string; unsafe: boolean }>(
    'select rolname as name, (rolsuper or rolbypassrls) as unsafe from pg_roles where rolname = current_user',
  );
  const current = role.rows[0];
  if (current === undefined || current.unsafe) {
    throw new Error(`the database role ${current?.name ?? '?'} can bypass row-level security: use a role without SUPERUSER and BYPASSRLS`);
  }

  const open = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'portal_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)
        and not (c.relrowsecurity and c.relforcerowsecurity)`,
    [EXEMPT],
  );
  if (open.rows.length > 0) {
    throw new Error(`tables without forced row-level security: ${open.rows.map((row) => row.name).join(', ')}; run the migrations`);
  }

  // Policies add up: one that asks for no portal opens the table whatever the others say.
  const wide = await pool.query<{ name: string }>(
    `select tablename as name from pg_policies where schemaname = 'public' and permissive = 'PERMISSIVE'
      and coalesce(qual, '') || coalesce(with_check, '') not like '%app.portal_id%'`,
  );
  if (wide.rows.length > 0) throw new Error(`policies that let another portal in: ${wide.rows.map((row) => row.name).join(', ')}; run the migrations`);
}
