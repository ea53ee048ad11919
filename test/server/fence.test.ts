import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { compose } from '../../server/compose.ts';
import { readConfig } from '../../server/config.ts';
import { checkDatabase } from '../../server/doctor/check-database.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
let production: TestApp;
let clone: Record<string, string>;
let name: string;
let admin: pg.Client;
let called = 0;
const hubspot = createServer((_request, response) => { called += 1; response.writeHead(500).end(); });
beforeAll(async () => {
  production = await startNumbersApp(numbersSource({ rows: 3_000, parts: 1, batch: 500 }), { works: false, settings: { immediateRows: 0 }, environment: { PUBLIC_ORIGIN: 'https://app.siderail.example' } });
  await production.ask('start-export', exportRequest());
  const url = new URL(production.environment['DATABASE_URL']!);
  name = `test_clone_${randomUUID().replaceAll('-', '')}`;
  admin = new pg.Client({ connectionString: inject('testCluster').adminUrl });
  await admin.connect();
  // As a restored backup: the same rows in another database.
  await copyOf(url.pathname.slice(1));
  url.pathname = `/${name}`;
  hubspot.listen(0, '127.0.0.1');
  await once(hubspot, 'listening');
  clone = { ...production.environment, DATABASE_URL: url.toString(), HUBSPOT_API_URL: `http://127.0.0.1:${(hubspot.address() as AddressInfo).port}` };
});
afterAll(async () => {
  hubspot.close();
  await admin?.query(`drop database if exists ${name} with (force)`);
  await admin?.end();
  await production?.close();
});

/** Its source must be left alone for the moment of copying; the app reconnects at once, so the moment is sought again. */
async function copyOf(source: string): Promise<void> {
  for (let look = 0; ; look += 1) {
    try {
      await admin.query(`alter database ${source} allow_connections false`);
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${source}'`);
      await admin.query(`create database ${name} owner ${inject('testCluster').owner.role} template ${source} strategy file_copy`);
      await admin.query(`alter database ${source} allow_connections true`);
      return;
    } catch (error) {
      await admin.query(`alter database ${source} allow_connections true`);
      if (look > 20) throw error;
    }
  }
}

it('a copy of a production database starts disarmed: it calls nobody, sends nothing and works nothing (S2.35, S4.13, D12)', async () => {
  const app = await compose(readConfig(clone), 'worker');
  try {
    expect(app.fence.armed()).toBe(false);
    await expect(app.tokenClient.exchangeCode('x', 'https://app.siderail.example/oauth/callback')).rejects.toThrow();
    await expect(app.tokenClient.refresh('x')).rejects.toThrow();
    expect(called).toBe(0);
    expect(await app.context.mailer.send({ to: 'a@b.example', subject: 's', text: 't', html: 'h', messageId: '<m@x>' })).toEqual({ state: 'not_sent', reason: 'this environment is disarmed' });
    expect(production.mail.mails).toEqual([]);
    expect(await app.readiness()).toMatchObject({ ready: false, checks: { database: 'ok', environment: 'disarmed: npm run arm' } });
  } finally {
    await app.close();
  }
});

it('the doctor says whose database it is, arming wants the origin spelled out, and then the copy works (S2.35, S4.13)', { timeout: 120_000 }, async () => {
  const cloned = new pg.Client({ connectionString: clone['DATABASE_URL'] });
  await cloned.connect();
  const doctor = async (): Promise<unknown> => (await checkDatabase(clone['DATABASE_URL']!, Date.now, clone['PUBLIC_ORIGIN']!)).find(({ what }) => what === 'Environment armed');
  const arm = (...more: string[]) => run(process.execPath, ['server/cli/arm.ts', ...more], { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...clone } });
  const jobs = async (): Promise<string[]> => (await production.app.context.database.pool.query<{ id: string }>('select job_id::text as id from job_line where held_until is not null')).rows.map(({ id }) => id);
  expect(await doctor()).toMatchObject({ ok: false, cause: expect.stringContaining('https://app.siderail.example'), fix: expect.stringContaining('npm run arm') });

  const refused = await arm('--origin', 'https://other.example').catch((error: unknown) => error as { code: number; stdout: string });
  expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('Unfinished jobs that would go on: 1') });
  expect(await doctor()).toMatchObject({ ok: false });

  // A worker that is there already takes nothing, and begins by itself once it may.
  let begun = false;
  const starting = startWorkerProcess(clone).then((worker) => { begun = true; return worker; });
  await eventually(async () => (await cloned.query(`select 1 from pg_stat_activity where datname = current_database() and query like '%environment_mark%'`)).rowCount);
  expect(begun).toBe(false);
  expect((await cloned.query('select 1 from job_line where held_until is not null')).rowCount).toBe(0);

  expect((await arm('--origin', 'https://app.siderail.example')).stdout).toContain('Armed now');
  expect(await doctor()).toMatchObject({ ok: true });
  const worker = await starting;
  await eventually(async () => (await cloned.query(`select 1 from pg_stat_activity where datname = current_database() and query ilike 'listen "job_line"%'`)).rowCount);
  await worker.kill();
  await cloned.end();
  // Production itself was never disarmed, and its job is still its own.
  expect(await production.app.fence.look()).toBe(true);
  expect(await jobs()).toEqual([]);
});

it('an environment with another origin on the same database is disarmed, one on this machine is not by another port (S2.35)', async () => {
  const other = await compose(readConfig({ ...production.environment, PUBLIC_ORIGIN: 'https://staging.siderail.example' }), 'web');
  expect(other.fence.armed()).toBe(false);
  await other.close();
  const laptop = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }), { works: false });
  const again = await compose(readConfig({ ...laptop.environment, PUBLIC_ORIGIN: 'http://127.0.0.1:9999' }), 'web');
  expect(again.fence.armed()).toBe(true);
  await again.close();
  await laptop.close();
});
