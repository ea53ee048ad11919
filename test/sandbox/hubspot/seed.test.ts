import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { expect, it } from 'vitest';
import { createHubSpot, SPECIAL, type SeedSize } from '../../../sandbox/hubspot/index.ts';
import { openDatabase } from './open-database.ts';

const small: SeedSize = { seed: 7, contacts: 2000, companies: 100, deals: 400 };

/** Seeds a fresh database, looks at it and throws it away. */
async function seeded<Result>(size: SeedSize, look: (pool: Pool, again: () => Promise<boolean>) => Promise<Result>): Promise<Result> {
  const { pool, close } = await openDatabase();
  try {
    const hubspot = await createHubSpot({
      pool, size, users: [{ userId: 501, email: 'sam@acme.example', firstName: 'Sam', lastName: 'Seller' }],
      portal: { portalId: 1, timeZone: 'UTC', currency: 'EUR', uiDomain: 'app.hubspot.com' },
      app: { appId: 1, clientId: 'c', clientSecret: 's', redirectUrls: [], requiredScopes: [], optionalScopes: [] },
    });
    await hubspot.seed();
    return await look(pool, () => hubspot.seed());
  } finally {
    await close();
  }
}

async function fingerprint(pool: Pool): Promise<string> {
  const hash = createHash('sha256');
  for (const sql of [
    'SELECT object_type, id, properties::text, created_at, updated_at FROM hubspot.records ORDER BY object_type, id',
    'SELECT * FROM hubspot.associations ORDER BY from_type, from_id, to_type, to_id',
  ]) hash.update(JSON.stringify((await pool.query(sql)).rows));
  return hash.digest('hex');
}

it('makes the same portal from the same seed, and another from another', async () => {
  const [one, two, other] = [await seeded(small, fingerprint), await seeded(small, fingerprint), await seeded({ ...small, seed: 8 }, fingerprint)];

  expect(two).toBe(one);
  expect(other).not.toBe(one);
});

it('fills once: a second start finds the seed and keeps what people made since', async () => {
  await seeded(small, async (pool, again) => {
    await pool.query(`UPDATE hubspot.records SET properties = properties || '{"city": "Changed"}' WHERE object_type = '0-1'`);

    expect(await again()).toBe(false);
    expect((await pool.query(`SELECT DISTINCT properties ->> 'city' AS city FROM hubspot.records WHERE object_type = '0-1'`)).rows).toEqual([{ city: 'Changed' }]);
  });
});

it('gives company n the domain company-n.example and number 0 acme.example, as the business database does', async () => {
  const domains = await seeded(small, async (pool) => (await pool.query<{ domain: string }>(
    `SELECT properties ->> 'domain' AS domain FROM hubspot.records WHERE object_type = '0-2' ORDER BY id`)).rows.map(({ domain }) => domain));

  expect(domains).toEqual(['acme.example', ...Array.from({ length: 99 }, (_, i) => `company-${i + 1}.example`)]);
});

it('holds what breaks careless exporters, and known records under known ids', async () => {
  await seeded(small, async (pool) => {
    const has = async (pattern: string) => (await pool.query(
      `SELECT FROM hubspot.records WHERE object_type = '0-1' AND (properties ->> 'message' ~ $1 OR properties ->> 'jobtitle' ~ $1 OR properties ->> 'zip' ~ $1) LIMIT 1`, [pattern])).rowCount;
    const named = await pool.query(`SELECT coalesce(properties ->> 'name', properties ->> 'lastname') AS name FROM hubspot.records WHERE id IN ($1, $2) ORDER BY id`, [SPECIAL.contactId, SPECIAL.companyId]);
    const doubled = await pool.query('SELECT FROM hubspot.records GROUP BY portal_id, id HAVING count(*) > 1');

    for (const pattern of ['\n', '\r\n', '"', ';', 'ü', '🎉', '^[=+@-]', '^0']) expect([pattern, await has(pattern)]).toEqual([pattern, 1]);
    expect(named.rows.map(({ name }) => name)).toEqual(['Johnson', 'Acme Corporation']);
    expect(doubled.rowCount).toBe(0);
  });
});

it('links both ways: every association has its mirror', async () => {
  const single = await seeded(small, async (pool) => (await pool.query(
    `SELECT FROM hubspot.associations AS a WHERE NOT EXISTS (SELECT FROM hubspot.associations AS b WHERE b.from_type = a.to_type
     AND b.from_id = a.to_id AND b.to_type = a.from_type AND b.to_id = a.from_id AND cardinality(b.type_ids) = cardinality(a.type_ids))
     OR NOT EXISTS (SELECT FROM hubspot.records AS r WHERE r.object_type = a.from_type AND r.id = a.from_id)`)).rowCount);

  expect(single).toBe(0);
});

it('says how fast it fills (a figure, not a promise)', async () => {
  const size = { seed: 1, contacts: 25_000, companies: 2_000, deals: 4_000 };
  const start = performance.now();
  await seeded(size, async () => undefined);
  const seconds = (performance.now() - start) / 1000;

  console.log(`seeded ${size.contacts} contacts and all that belongs to them in ${seconds.toFixed(1)} s`);
  expect(seconds).toBeGreaterThan(0);
});
