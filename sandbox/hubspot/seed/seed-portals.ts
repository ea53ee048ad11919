import type { Pool } from 'pg';
import type { PortalOptions } from '../options.ts';
import { createIndexes, dropIndexes } from '../storage/indexes.ts';
import { isSeeded, seedPortal, type SeedProgress } from './seed-portal.ts';

/** Fills the portals that need it, then builds the indexes. Answers whether anything was filled. */
export async function seedPortals(
  pool: Pool, portals: PortalOptions[], onProgress: (progress: SeedProgress) => void,
): Promise<boolean> {
  const stale: PortalOptions[] = [];
  for (const portal of portals) {
    if (!await isSeeded(pool, portal)) stale.push(portal);
  }
  if (stale.length > 0) await pool.query(dropIndexes);
  for (const portal of stale) await seedPortal(pool, portal, onProgress);
  // Also when nothing was filled: an interrupted start may have left them out.
  for (const index of createIndexes) await pool.query(index);
  if (stale.length === 0) return false;
  // The visibility map lets counts run on the indexes alone.
  for (const table of ['records', 'associations']) await pool.query(`VACUUM (ANALYZE) hubspot.${table}`);
  return true;
}
