import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestApp } from './start-test-app.ts';

/** One row or file with where it lies. */
export type Stored = { readonly where: string; readonly text: string };

/** Tables that hold nothing of any portal: the migrations' and the queue's own. */
const OWN = /^(public\._prisma_migrations|pgboss\.(version|queue|schedule|subscription|bam|queue_stats|warning))$/;

/**
 * Every row of every table in the app's database, whatever row-level security says, and every file of its store, with
 * name and bytes. The tables are those of the catalogue: a new one is looked at without being named here.
 */
export async function everythingStored(test: TestApp): Promise<Stored[]> {
  return [...(await everyRow(test)), ...(await everyFile(test.environment['FILE_STORE']!))];
}

/** The tables looked at. */
export async function everyTable(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`);
  return rows.map(({ name }) => name).filter((name) => !OWN.test(name));
}

/** Connects as the cluster's administrator, whom row-level security does not stop. */
export async function asAdministrator<T>(test: TestApp, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(inject('testCluster').adminUrl);
  url.pathname = new URL(test.environment['DATABASE_URL']!).pathname;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function everyRow(test: TestApp): Promise<Stored[]> {
  return asAdministrator(test, async (client) => {
    const found: Stored[] = [];
    for (const table of await everyTable(client)) {
      const [schema, name] = table.split('.').map((part) => pg.escapeIdentifier(part));
      const { rows } = await client.query<{ text: string }>(`select to_jsonb(t)::text as text from ${schema}.${name} t`);
      found.push(...rows.map(({ text }) => ({ where: table, text })));
    }
    return found;
  });
}

async function everyFile(folder: string): Promise<Stored[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: Stored[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.push({ where: path.slice(folder.length), text: `${path.slice(folder.length)} ${await readFile(path, 'latin1')}` });
  }
  return found;
}
