import type pg from 'pg';
import { sha256 } from '../../src/core/crypto/sha256.ts';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/**
 * What tells one environment from a copy of it: the public origin, the host in DATABASE_URL, and the database's own
 * identity. A restored dump has another database id, a copied disk another host; a laptop has no public origin. All
 * addresses of one's own machine count as the same, because local ports change.
 */
export async function environmentFingerprint(pool: pg.Pool, at: { readonly databaseUrl: string; readonly origin: string }): Promise<string> {
  const { rows: [database] } = await pool.query<{ oid: string }>('select oid::text as oid from pg_database where datname = current_database()');
  const cluster = await pool.query<{ id: string }>('select system_identifier::text as id from pg_control_system()').then(
    ({ rows }) => rows[0]?.id ?? '',
    // Some hosts keep it to themselves; the rest still tells.
    () => '',
  );
  return sha256(JSON.stringify([place(at.origin), place(at.databaseUrl), cluster, database?.oid ?? '']));
}

function place(address: string): string {
  const { hostname, host } = new URL(address);
  return LOCAL.test(hostname) ? 'this machine' : host;
}
