import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureDatabase, startDatabase, stopDatabase } from '../../../scripts/database/index.ts';

let baseDir = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  baseDir = mkdtempSync(join(tmpdir(), 'siderail-database-'));
  chmodSync(baseDir, 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await stopDatabase({ baseDir, name: 'pg18' });
  rmSync(baseDir, { recursive: true, force: true });
});

async function startElsewhere(): Promise<{ adminUrl: string; fresh: boolean; pid: number }> {
  const program = join(import.meta.dirname, 'start-and-print.ts');
  const child = spawn(process.execPath, [program, baseDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return JSON.parse(line) as { adminUrl: string; fresh: boolean; pid: number };
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

it('gives two first starts at the same moment one and the same cluster', async () => {
  const [one, two] = await Promise.all([startElsewhere(), startElsewhere()]);

  expect(one.adminUrl).toBe(two.adminUrl);
  expect([one.fresh, two.fresh].filter(Boolean)).toHaveLength(1);
});

it('starts again after kill -9 of the server, with every committed row', async () => {
  const first = await startDatabase({ baseDir, name: 'pg18' });
  await ask(first.adminUrl, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(postmasterPid(first.dataDir), 'SIGKILL');

  const second = await startDatabase({ baseDir, name: 'pg18' });
  const rows = await ask(second.adminUrl, 'select count(*)::int as n from kept');

  expect(second.fresh).toBe(false);
  expect(rows).toEqual([{ n: 1000 }]);
});

it('attaches to the running server after kill -9 of the program that started it', async () => {
  const first = await startElsewhere();
  process.kill(first.pid, 'SIGKILL');

  const second = await startDatabase({ baseDir, name: 'pg18' });

  expect(second.adminUrl).toBe(first.adminUrl);
});

it('never runs the server as root, and keeps its data and password private', async () => {
  const { dataDir } = await startDatabase({ baseDir, name: 'pg18' });

  expect(statSync(dataDir).uid).toBeGreaterThan(0);
  expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
});

it('serves a data directory inside a folder that the database user cannot enter', async () => {
  chmodSync(baseDir, 0o700);

  const { adminUrl, dataDir, stop } = await startDatabase({ baseDir, name: 'pg18' });

  expect(await ask(adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await stop();
  rmSync(dirname(dataDir), { recursive: true, force: true });
});

it('refuses a wrong password', async () => {
  const { adminUrl } = await startDatabase({ baseDir, name: 'pg18' });
  const wrong = new URL(adminUrl);
  wrong.password = 'wrong';

  await expect(ask(wrong.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' });
});

it('says in one line what to do when the password file does not fit the database', async () => {
  const { dataDir } = await startDatabase({ baseDir, name: 'pg18' });
  const file = `${dataDir}.password`;
  const password = readFileSync(file, 'utf8');
  writeFileSync(file, 'another');

  await expect(startDatabase({ baseDir, name: 'pg18' })).rejects.toThrow(/^The password file beside .* does not fit its database/);

  writeFileSync(file, password);
});

it('shuts the server down when the last program that uses it leaves, not before', async () => {
  const one = await startDatabase({ baseDir, name: 'pg18' });
  const two = await startDatabase({ baseDir, name: 'pg18' });

  await one.stop();
  expect(await ask(two.adminUrl, 'select 1 as one')).toEqual([{ one: 1 }]);

  await two.stop();
  await expect(ask(two.adminUrl, 'select 1')).rejects.toThrow(/ECONNREFUSED/);
});

it('keeps committed rows by default: commits wait for the disk', async () => {
  const { adminUrl } = await startDatabase({ baseDir, name: 'pg18' });

  const [settings] = await ask(adminUrl, `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`);

  expect(settings).toEqual({ fsync: 'on', commit: 'on' });
});

it('makes a database once when two ask for it, with an owner who may do nothing outside it', async () => {
  const { adminUrl } = await startDatabase({ baseDir, name: 'pg18' });
  const wanted = { adminUrl, database: 'siderail', owner: { role: 'siderail', password: 'a b:@/%' } };

  const [one, two] = await Promise.all([ensureDatabase(wanted), ensureDatabase(wanted)]);
  const [role] = await ask(
    one,
    `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, current_setting('server_encoding') as encoding
     from pg_roles where rolname = current_user`,
  );

  expect(two).toBe(one);
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, encoding: 'UTF8' });
});

it('lets no other role of the cluster into a database that has an owner', async () => {
  const { adminUrl } = await startDatabase({ baseDir, name: 'pg18' });
  await ensureDatabase({ adminUrl, database: 'siderail', owner: { role: 'siderail', password: 'one' } });
  const business = new URL(await ensureDatabase({ adminUrl, database: 'business', owner: { role: 'reader', password: 'two' } }));
  business.pathname = '/siderail';

  await expect(ask(business.toString(), 'select 1')).rejects.toMatchObject({ code: '42501' });
});
