import type { Pool } from 'pg';
import type { PortalOptions } from '../options.ts';
import { associationsSql } from './associations.ts';
import { companiesSql } from './companies.ts';
import { contactsSql } from './contacts.ts';
import { seedCounts } from './counts.ts';
import { dealsSql } from './deals.ts';
import { idRanges } from './id-ranges.ts';
import { lineItemsSql } from './line-items.ts';
import { ownerRows } from './owners.ts';
import { productsSql } from './products.ts';
import { ticketsSql } from './tickets.ts';

export type SeedProgress = { portalId: number; what: string; done: number; total: number };

const CHUNK = 50_000;

/** Whether the portal already holds exactly this seed and size. */
export async function isSeeded(pool: Pool, options: PortalOptions): Promise<boolean> {
  const found = await pool.query('SELECT 1 FROM hubspot.seeds WHERE portal_id = $1 AND marker = $2', [
    options.portal.portalId, seedMarker(options)]);
  return found.rowCount === 1;
}

/**
 * Replaces a portal's records, associations and owners by the ones its seed and size say. Equal seed and size give
 * equal rows. Secondary indexes must be absent (they are built afterwards); grants and tokens are left alone.
 */
export async function seedPortal(
  pool: Pool, options: PortalOptions, onProgress: (progress: SeedProgress) => void,
): Promise<void> {
  const { portalId } = options.portal;
  const counts = seedCounts(options.size);
  const salt = options.size.seed * 1000;
  const total = counts.contacts + counts.companies + counts.deals + counts.tickets + counts.lineItems + counts.products;
  let done = 0;
  const fill = async (what: string, sql: string, count: number, first = 0) => {
    for (let from = first; from < count; from += CHUNK) {
      const to = Math.min(from + CHUNK, count) - 1;
      await pool.query(sql, [portalId, salt, from, to]);
      done += to - from + 1;
      onProgress({ portalId, what, done, total });
    }
  };
  await clearPortal(pool, portalId);
  await insertOwners(pool, options);
  const others = async () => {
    await fill('companies', companiesSql(counts), counts.companies);
    await fill('deals', dealsSql(counts), counts.deals);
    await fill('line items', lineItemsSql(counts), counts.lineItems);
    await fill('tickets', ticketsSql(counts), counts.tickets);
    await fill('products', productsSql(counts), counts.products);
    for (const sql of associationsSql(counts)) await pool.query(sql, [portalId, salt]);
  };
  const contacts = contactsSql(counts);
  const middle = Math.ceil(counts.contacts / 2);
  await Promise.all([fill('contacts', contacts, middle), fill('contacts', contacts, counts.contacts, middle), others()]);
  await insertNextIds(pool, portalId);
  await pool.query('INSERT INTO hubspot.seeds VALUES ($1, $2)', [portalId, seedMarker(options)]);
}

function seedMarker({ size, users }: PortalOptions): string {
  return JSON.stringify({ generator: 1, size, users });
}

async function clearPortal(pool: Pool, portalId: number): Promise<void> {
  const rest = await pool.query('SELECT 1 FROM hubspot.records WHERE portal_id <> $1 LIMIT 1', [portalId]);
  const tables = ['seeds', 'records', 'associations', 'unique_values', 'search_lag', 'next_ids'];
  if (rest.rowCount === 0) {
    await pool.query(`TRUNCATE ${tables.filter((name) => name !== 'seeds').map((name) => `hubspot.${name}`).join(', ')}`);
  }
  for (const table of [...tables, 'owners']) {
    await pool.query(`DELETE FROM hubspot.${table} WHERE portal_id = $1`, [portalId]);
  }
}

async function insertOwners(pool: Pool, { portal, users }: PortalOptions): Promise<void> {
  for (const { id, user, archived } of ownerRows(users)) {
    await pool.query('INSERT INTO hubspot.owners VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      portal.portalId, id, user.userId, user.email, user.firstName, user.lastName, archived]);
  }
}

async function insertNextIds(pool: Pool, portalId: number): Promise<void> {
  for (const [objectType, range] of Object.entries(idRanges)) {
    await pool.query(`INSERT INTO hubspot.next_ids SELECT $1, $2,
      coalesce(max(id), $3::bigint - 1) + 1 FROM hubspot.records WHERE portal_id = $1 AND object_type = $2`,
    [portalId, objectType, range.first]);
  }
}
