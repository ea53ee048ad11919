import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkPooler } from '../../server/doctor/check-pooler.ts';
import { examine } from '../../server/doctor/examine.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startDeafLine } from './support/start-deaf-line.ts';
import { startPgBouncer } from '../support/start-pgbouncer.ts';
import type { PgBouncer } from '../support/start-pgbouncer.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';
import { startWorkerProcess } from '../support/worker-process.ts';

const CONTACTS = 2_600;
const ROOT = join(import.meta.dirname, '..', '..');

let database: TestDatabase;
let pooler: PgBouncer | undefined;
beforeAll(async () => { database = await createTestDatabase(); });
afterEach(async () => { await pooler?.close(); });
afterAll(async () => { await database?.drop(); });

describe('with PgBouncer between the app and its database, per session and with nothing else set', () => {
  let world: TestHubSpot;
  let test: TestApp | undefined;
  beforeAll(async () => { world = await startTestHubSpot(CONTACTS); });
  afterAll(async () => { await world?.close(); });

  it('a portal installs, looks at a table, exports it by a worker of its own process and is told by mail (F5)', async () => {
    pooler = await startPgBouncer(database.url, 'session');
    test = await startTestApp({ works: false, hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, environment: { DATABASE_URL: pooler.url } });
    const worker = await startWorkerProcess(test.environment);
    try {
      const { callbackStatus } = await installApp(test);
      const record = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
      const page = await test.ask('view-table', { query: { record, tableId: 'hubspot:contacts@record', columns: [], filters: [] } });
      const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:contacts@portal', columns: ['hs_object_id', 'email'], filters: [] } });
      const ready = await jobIn(test, job.id, 'ready');
      const { url } = await test.ask('create-link', { jobId: job.id });
      const file = await downloadText(test, url);
      const mail = await eventually(() => test!.mail.mails[0]);

      expect([callbackStatus, page.rows.length > 0, job.lane]).toEqual([200, true, 'background']);
      expect(ready.certificate).toMatchObject({ complete: true, written: CONTACTS });
      expect(file.trimEnd().split('\n').length).toBe(CONTACTS + 1);
      expect(mail.envelopeTo).toEqual(['sam.seller@acme.example']);
      // What frees the rows of a process that stopped must not get lost on the way.
      const { rows } = await test.app.context.database.pool.query<{ idle_in_transaction_session_timeout: string }>('show idle_in_transaction_session_timeout');
      expect(rows[0]!.idle_in_transaction_session_timeout).toBe('10s');
      expect(await pooler.servers()).toBeGreaterThan(4);
      expect(await doctorOf(test)).toMatchObject({ ok: true });
    } finally {
      worker.child.kill('SIGKILL');
      await worker.ended;
      await test.close();
    }
  });
});

describe('npm run doctor', () => {
  it('says that a pooler gives connections to others after each transaction, and what to set instead', async () => {
    pooler = await startPgBouncer(database.url, 'transaction');

    const finding = await checkPooler(pooler.url);

    expect(finding).toEqual({ ok: false, what: 'Connections are our own', cause: 'A pooler gives our connections to others after each transaction', fix: expect.stringContaining('pool_mode = session') });
  });

  it('says so also when connections change hands in turn', async () => {
    // Each of its clients gets the connection that was idle longest: with many idle ones hardly ever the same again.
    pooler = await startPgBouncer(database.url, 'transaction', ['server_round_robin = 1']);
    const clients = Array.from({ length: 20 }, () => new pg.Client({ connectionString: pooler!.url }));
    await Promise.all(clients.map((client) => client.connect()));
    await Promise.all(clients.map((client) => client.query('begin')));
    await Promise.all(clients.map((client) => client.query('commit')));
    expect(await pooler.servers()).toBe(20);

    const finding = await checkPooler(pooler.url);
    await Promise.all(clients.map((client) => client.end()));

    expect(finding).toMatchObject({ ok: false, what: 'Connections are our own', fix: expect.stringContaining('pool_mode = session') });
  });

  it('says so also when no connection changes hands while it looks, but what is told to a connection that listens does not arrive', async () => {
    const deaf = await startDeafLine(Number(new URL(database.url).port));
    const url = new URL(database.url);
    url.port = String(deaf.port);
    try {
      expect(await checkPooler(url.toString())).toEqual({ ok: false, what: 'Connections are our own', cause: 'What is told to a listening connection does not arrive (LISTEN)', fix: expect.stringContaining('pool_mode = session') });
    } finally {
      await deaf.close();
    }
  });

  it('finds nothing wrong with a direct connection', async () => {
    pooler = undefined;
    expect(await checkPooler(database.url)).toEqual({ ok: true, what: 'Connections are our own' });
  });
});

async function doctorOf(test: TestApp): Promise<unknown> {
  const findings = await examine({ environment: test.environment, nodeVersion: process.version, root: ROOT, now: Date.now, fetch: () => Promise.reject(new TypeError('offline')) });
  return findings.find(({ what }) => what === 'Connections are our own');
}
