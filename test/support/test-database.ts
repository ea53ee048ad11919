import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { inject } from 'vitest';

export type TestDatabase = {
  /** Connection string of the owner, who is no superuser, so that row-level security applies. */
  url: string;
  /** Connection string of the cluster's administrator for this database. */
  adminUrl: string;
  /** Removes the database, closing whatever is still connected. */
  drop: () => Promise<void>;
};

/** A migrated database of its own for one test file (or one test): a copy of the template, made in well under a second. */
export async function createTestDatabase(): Promise<TestDatabase> {
  return create(`template ${escapeIdentifier(inject('testCluster').template)} strategy file_copy`);
}

/** A database without any tables, with the same owner. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return create(`template template0 encoding 'UTF8'`);
}

async function create(from: string): Promise<TestDatabase> {
  const { adminUrl, owner } = inject('testCluster');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(`create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner.role)} ${from}`);
  const admin = new URL(adminUrl);
  admin.pathname = `/${name}`;
  const url = new URL(admin);
  url.username = owner.role;
  url.password = owner.password;
  return {
    url: url.toString(),
    adminUrl: admin.toString(),
    drop: () => asAdmin(`drop database if exists ${escapeIdentifier(name)} with (force)`),
  };
}

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: inject('testCluster').adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
