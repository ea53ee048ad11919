import { Writable } from 'node:stream';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest } from '../support/numbers-app.ts';
import { createOrders } from '../support/orders-app.ts';
import type { OrdersDatabase } from '../support/orders-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const CALLER = { portalId: '4711001', userId: '501', userEmail: 'canary.person@acme.example' };
const PASSWORD = 'canary-password-7f3a';
const CANARIES = /canary|siderail-test(?!_)|sandbox-secret|pretended/i;
let test: TestApp;
let business: OrdersDatabase;
let lines = '';
beforeAll(async () => {
  business = await createOrders(2_500);
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => { lines += chunk.toString(); done(); } });
  test = await startTestApp({ overrides: () => ({ log: pino({ level: 'debug' }, stream) }) });
  await test.pretendInstalled(CALLER.portalId);
});
afterAll(async () => {
  await test?.close();
  await business?.drop();
});

it('no password, token, secret, address or cell gets into a log line, an error’s body or a job’s payload (T31, G23, S2.21)', async () => {
  const { context } = test.app;
  const portalId = PortalId.parse(CALLER.portalId);
  const url = new URL((business.connection.config as { url: string }).url);
  await addConnection(context, portalId, business.connection);
  url.password = PASSWORD;
  await addConnection(context, portalId, { ...business.connection, key: 'wrong', config: { ...(business.connection.config as object), url: url.toString() } });
  const query = { record: { objectTypeId: '0-2' as const, objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'note'], filters: [] };
  const bodies: string[] = [];
  const ask = async (...request: Parameters<TestApp['call']>): Promise<void> => void bodies.push(JSON.stringify((await test.call(request[0], request[1], CALLER)).reply));

  const { job } = await test.ask('start-export', { ...exportRequest(), query }, CALLER);
  await eventually(async () => (await test.ask('get-job', { jobId: job.id }, CALLER)).job.state === 'ready');
  const mail = await eventually(() => test.mail.mails[0]);
  const token = /\/files\/([\w.-]+)/.exec(mail.text)![1]!;
  await fetch(`${test.origin}/files/${token}`, { method: 'POST' });
  await ask('view-table', { query: { ...query, tableId: 'wrong:orders@portal' } });
  await ask('start-export', { ...exportRequest(), query: { ...query, tableId: 'wrong:orders@portal' } });
  await ask('view-table', { query: { ...query, filters: [{ column: 'note', operator: 'eq', value: 'canary-filter\0' }] } });
  await ask('view-table', { query: { ...query, columns: ['canary-column'] } });
  test.mail.behave('no-such-person');
  const second = await test.ask('start-export', { ...exportRequest(), query }, CALLER);
  await eventually(async () => (await test.ask('get-job', { jobId: second.job.id }, CALLER)).job.notices.some(({ state }) => state === 'failed'));
  const forged = await (await fetch(`${test.origin}/files/${token}x`)).text();

  const admin = new pg.Client({ connectionString: test.environment['DATABASE_URL'] });
  await admin.connect();
  const payloads = JSON.stringify((await admin.query('select data, output from pgboss.job')).rows);
  await admin.end();
  expect(payloads.length).toBeGreaterThan(10);
  expect(lines).toContain('card request failed');
  for (const [where, text] of Object.entries({ lines, payloads, bodies: bodies.join('\n').replace('canary-filter', ''), forged })) {
    expect(text, where).not.toMatch(CANARIES);
    expect(text, where).not.toContain(token);
    expect(text, where).not.toContain('quoted');
  }
});
