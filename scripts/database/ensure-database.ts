import { setTimeout as sleep } from 'node:timers/promises';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

// Any fixed number does, as long as nothing else in the cluster's `postgres` database uses it.
const setupLock = 8_315_547;

/**
 * Creates a database (UTF-8) and its owner when they are missing; safe when several callers race.
 * The owner may log in and nothing else: no superuser, no bypassing of row-level security, no roles, no databases.
 * Its password is set to the given one each time. Returns the URL for the owner, or for the administrator without one.
 */
export async function ensureDatabase(options: {
  adminUrl: string;
  database: string;
  owner?: { role: string; password: string };
}): Promise<string> {
  const { adminUrl, database, owner } = options;
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await lockSetup(client);
    if (owner) await ensureRole(client, owner);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) {
      const ownedBy = owner ? `owner ${escapeIdentifier(owner.role)}` : '';
      await client.query(`create database ${escapeIdentifier(database)} ${ownedBy} template template0 encoding 'UTF8'`);
    }
    // Roles of other databases in the cluster (the business reader, say) must not even connect.
    if (owner) await client.query(`revoke all on database ${escapeIdentifier(database)} from public`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${encodeURIComponent(database)}`;
  if (owner) {
    url.username = encodeURIComponent(owner.role);
    url.password = encodeURIComponent(owner.password);
  }
  return url.toString();
}

async function ensureRole(client: Client, owner: { role: string; password: string }): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [owner.role]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  await client.query(
    `${verb} role ${escapeIdentifier(owner.role)} login nosuperuser nobypassrls nocreaterole nocreatedb noreplication` +
      ` password ${escapeLiteral(owner.password)}`,
  );
}

/** Polls, because a session waiting inside pg_advisory_lock would hold a snapshot that other work then waits for. */
async function lockSetup(client: Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [setupLock]);
    if (rows[0]?.taken) return;
    await sleep(50);
  }
}
