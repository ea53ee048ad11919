import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import type { TestProject } from 'vitest/node';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { ensureDatabase, startTestCluster } from '../../scripts/database/index.ts';
import { withLock } from '../../scripts/database/with-lock.ts';
import { applyMigrations } from '../../src/core/db/apply-migrations.ts';

const migrations = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
const owner = { role: 'siderail_test', password: 'siderail-test' };

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: { adminUrl: string; template: string; owner: { role: string; password: string } };
  }
}

/** Starts the test cluster (not the one `npm start` uses) and builds the migrated template that every test database is a copy of. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster(dataDirectory());
  const template = `siderail_template_${hashMigrations()}`;
  await withLock(`${cluster.dataDir}.template.lock`, async () => {
    if (cluster.alone) await dropLeftovers(cluster.adminUrl, template);
    await buildTemplate(cluster.adminUrl, template);
  });
  project.provide('testCluster', { adminUrl: cluster.adminUrl, template, owner });
  return cluster.stop;
}

function hashMigrations(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(migrations).sort()) {
    const file = join(migrations, name, 'migration.sql');
    if (existsSync(file)) hash.update(name).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Built under another name and renamed, so that a run broken off in the middle leaves no half-migrated template. */
async function buildTemplate(adminUrl: string, template: string): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    if (await exists(client, template)) return;
    const building = `${template}_building`;
    await client.query(`drop database if exists ${escapeIdentifier(building)} with (force)`);
    const databaseUrl = await ensureDatabase({ adminUrl, database: building, owner });
    await applyMigrations({ databaseUrl, directory: migrations });
    await client.query(`alter database ${escapeIdentifier(building)} rename to ${escapeIdentifier(template)}`);
  });
}

async function dropLeftovers(adminUrl: string, template: string): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname <> $1 and datname ~ '^(test_|siderail_template_)'`,
      [template],
    );
    for (const { datname } of rows) await client.query(`drop database ${escapeIdentifier(datname)} with (force)`);
  });
}

async function exists(client: Client, database: string): Promise<boolean> {
  return (await client.query('select 1 from pg_database where datname = $1', [database])).rowCount === 1;
}

async function withAdmin(adminUrl: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
