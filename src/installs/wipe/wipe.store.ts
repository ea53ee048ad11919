import type { Database, Tx } from '../../core/db/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

/** The portal's own mark stays until everything else is gone: by it an unfinished deletion is found. */
const MARKS = ['installs', 'sweep_line'];

/**
 * Every table with a portal_id, tables that refer to others first. Asked of the catalogue, so that a table that is
 * added later is wiped without anybody thinking of it.
 */
export async function listPortalTables(tx: Tx): Promise<string[]> {
  const tables = await tx.$queryRaw<{ name: string }[]>`
    select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'portal_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
  const references = await tx.$queryRaw<{ child: string; parent: string }[]>`
    select child.relname::text as child, parent.relname::text as parent from pg_constraint k
      join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.relnamespace = 'public'::regnamespace`;
  const ordered = new Set<string>();
  const place = (name: string): void => {
    for (const { child, parent } of references) if (parent === name && child !== name && !ordered.has(child)) place(child);
    ordered.add(name);
  };
  for (const { name } of tables) place(name);
  const known = new Set(tables.map(({ name }) => name));
  return [...ordered].filter((name) => known.has(name) && !MARKS.includes(name));
}

/** Deletes up to `most` of the portal's rows of one of `listPortalTables`, and says how many there were. */
export async function deleteRows(tx: Tx, portalId: PortalId, table: string, most: number): Promise<number> {
  // The audit log gives rows away only where it is told so.
  await tx.$queryRaw`select set_config('app.audit_retention', 'on', true)`;
  const name = `"${table.replaceAll('"', '""')}"`;
  return tx.$executeRawUnsafe(`delete from ${name} where ctid = any (array(select ctid from ${name} where portal_id = $1 limit $2))`, BigInt(portalId), most);
}

/** Whether the portal is uninstalled; it stays so until the transaction ends. */
export async function holdUninstalled(tx: Tx, portalId: PortalId): Promise<boolean> {
  const found = await tx.$queryRaw<{ state: string }[]>`select state from installs where portal_id = ${BigInt(portalId)} for update`;
  return found[0]?.state === 'uninstalled';
}

/** What stands in the queue for the portal. A job that is being worked on is left to the next time, unless `all`. */
export async function dropQueued(database: Database, portalId: PortalId, which: 'waiting' | 'all'): Promise<void> {
  const { rows } = await database.pool.query<{ there: boolean }>("select to_regclass('pgboss.job') is not null as there");
  if (rows[0]?.there !== true) return;
  await database.pool.query("delete from pgboss.job where data->>'portalId' = $1 and ($2 or state <> 'active')", [portalId, which === 'all']);
}

/** What the claim compares of the portal: counted from its jobs, so without them there is nothing more to count. Under the claim's own lock (72707370). */
export async function dropFromLine(tx: Tx, portalId: PortalId): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(72707370)::text`;
  await tx.$executeRaw`delete from line_changes where portal = ${BigInt(portalId)}`;
  await tx.$executeRaw`delete from portal_line where portal = ${BigInt(portalId)}`;
}

/**
 * Ends the portal's install, whatever state it was in: its tokens go, its jobs are taken from their workers and end
 * cancelled, pending mails and links are worth nothing any more. `unless`: a grant newer than what is known stays.
 * Says whether it did.
 */
export async function endInstall(tx: Tx, portalId: PortalId, unless: { readonly grantNo?: number; readonly grantedAfter?: Date }): Promise<boolean> {
  const ended = await tx.$executeRaw`
    update installs set state = 'uninstalled', sealed_access_token = null, sealed_refresh_token = null, scopes = '{}', time_zone = 'UTC', currency = 'USD',
      ui_domain = 'app.hubspot.com', installed_by_user_id = '', installed_by_email = null, refresh_failed_at = null,
      ended_at = clock_timestamp(), updated_at = clock_timestamp()
    where portal_id = ${BigInt(portalId)} and state <> 'uninstalled'
      and grant_no = coalesce(${unless.grantNo ?? null}::integer, grant_no)
      and (${unless.grantedAfter ?? null}::timestamptz is null or granted_at <= ${unless.grantedAfter ?? null}::timestamptz)`;
  if (ended === 0) return false;
  await tx.$executeRaw`
    update jobs set state = 'cancelled', fence = fence + 1, lease_until = null, finished_at = clock_timestamp(), waiting = null, waiting_since = null
    where state in ('queued', 'running', 'held')`;
  await tx.$executeRaw`update notices set state = 'failed', last_error = 'uninstalled' where state = 'pending'`;
  await tx.$executeRaw`update messages set state = 'failed', last_error = 'uninstalled' where state = 'pending'`;
  await tx.$executeRaw`update download_links set revoked_at = clock_timestamp() where revoked_at is null`;
  return true;
}

/** Removes the mark of an uninstalled portal; from now on there is nothing that names it. */
export async function deleteInstall(tx: Tx, portalId: PortalId): Promise<void> {
  await tx.$executeRaw`delete from installs where portal_id = ${BigInt(portalId)} and state = 'uninstalled'`;
}
