import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { alertOfLog } from '../../server/alerts/alert-of-log.ts';
import { createVendorAlerts } from '../../server/alerts/create-vendor-alerts.ts';
import type { Alert } from '../../server/alerts/create-vendor-alerts.ts';
import { watchVitals } from '../../server/alerts/watch-vitals.ts';
import { readGauges } from '../../server/observability/read-gauges.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { createUsageMeter, readSuccess } from '../../src/usage/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { createTestDatabase } from '../support/test-database.ts';
import type { TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let sent: Alert[] = [];
const log = { warn: () => undefined };
const send = (alert: Alert): Promise<void> => { sent.push(alert); return Promise.resolve(); };
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 8 });
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
});
beforeEach(async () => {
  sent = [];
  await pool.query('delete from vendor_alerts');
});

it('a fault that hits eight processes a hundred times is one message, and the next one counts what came since (S2.23)', async () => {
  const processes = Array.from({ length: 8 }, () => createVendorAlerts({ pool, send, log }));

  await processes[0]!.raise('export failed (internal)', null);
  await Promise.all(Array.from({ length: 99 }, (_, n) => processes[n % 8]!.raise('export failed (internal)', `CODE-${n}`)));

  expect(sent).toMatchObject([{ times: 1 }]);
  await pool.query(`update vendor_alerts set sent_at = sent_at - interval '16 minutes'`);
  await processes[3]!.flush();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject({ times: 99, supportCode: expect.stringContaining('CODE-') });
  await processes[4]!.flush();
  expect(sent).toHaveLength(2);
});

it('many different faults are twelve messages an hour, and none is forgotten', async () => {
  const alerts = createVendorAlerts({ pool, send, log });

  for (let n = 0; n < 20; n += 1) await alerts.raise(`fault ${n}`, null);
  expect(sent).toHaveLength(12);
  await pool.query(`update vendor_alerts set sent_at = sent_at - interval '61 minutes' where sent_at is not null`);
  await alerts.flush();

  expect(new Set(sent.map(({ group }) => group)).size).toBe(20);
});

it('a message that could not be sent is counted into the next one', async () => {
  await createVendorAlerts({ pool, send: () => Promise.reject(new Error('no')), log }).raise('fault', null);
  await pool.query(`update vendor_alerts set sent_at = sent_at - interval '16 minutes'`);

  await createVendorAlerts({ pool, send, log }).raise('fault', null);

  expect(sent).toMatchObject([{ group: 'fault', times: 2 }]);
});

it('a customer’s own trouble wakes nobody', () => {
  expect(alertOfLog(50, [{ code: 'source.refused', supportCode: 'A' }, 'export failed'])).toBeNull();
  expect(alertOfLog(40, [{}, 'mail not confirmed'])).toBeNull();
  expect(alertOfLog(50, [{ code: 'internal', supportCode: 'A', err: new Error('canary') }, 'export failed'])).toEqual({ group: 'export failed (internal)', supportCode: 'A' });
  expect(alertOfLog(50, ['jobs wait for more than ten minutes'])).toEqual({ group: 'jobs wait for more than ten minutes', supportCode: null });
});

it('the vendor gets a mail and a post with sentence, count and support code when an export fails by our fault or nobody works, and no customer’s data in them (T31, S2.23)', async () => {
  const posts: string[] = [];
  const hook = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text: string) => posts.push(text)).on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  const test = await startNumbersApp(numbersSource({ rows: 3_000, parts: 1, batch: 500 }), {
    works: false, settings: { immediateRows: 0 },
    environment: { LOG_LEVEL: 'error', ALERT_MAIL: 'operator@siderail.example', ALERT_WEBHOOK: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/` },
  });
  try {
    const { job } = await test.ask('start-export', exportRequest());
    await test.app.context.database.inPortal('4711001' as never, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() - interval '17 minutes' where id = ${job.id}::uuid`);
    test.app.context.log.error({ code: 'internal', supportCode: 'KX7-Q2', portalId: '4711001', err: new Error('canary-cell') }, 'export failed');
    await watchVitals(test.app);
    await eventually(() => posts.length >= 2 && test.mail.mails.length >= 2);

    expect(posts.join()).toContain('Support code KX7-Q2');
    expect(posts.join()).toContain('jobs wait for more than ten minutes');
    expect(test.mail.mails.map(({ subject }) => subject).sort()).toEqual(['Siderail: export failed (internal)', 'Siderail: jobs wait for more than ten minutes']);
    expect(JSON.stringify([posts, test.mail.mails])).not.toMatch(/canary|sam\.seller|4711001/);
  } finally {
    hook.close();
    await test.close();
  }
});

it('the vendor is told when no more than 95 % of a day’s requests to HubSpot succeeded, and no more once they do again (S2.34)', async () => {
  const test = await startTestApp({ works: false, environment: { LOG_LEVEL: 'error', ALERT_MAIL: 'operator@siderail.example' } });
  try {
    const { pool } = test.app.context.database;
    const told = (): number => test.mail.mails.filter(({ subject }) => subject.includes('95 %')).length;
    const hour = (ago: number, tries: number, failed: number): Promise<unknown> => pool.query(`insert into request_hours (hour, tries, failed) values (date_trunc('hour', clock_timestamp()) - make_interval(hours => $1), $2, $3) on conflict (hour) do update set tries = $2, failed = $3`, [ago, tries, failed]);
    await hour(0, 400, 100);
    await watchVitals(test.app);
    await hour(8, 1_000, 60);
    await hour(0, 400, 0);
    await watchVitals(test.app);
    const before = told();
    await hour(0, 400, 40);
    await watchVitals(test.app);
    await eventually(() => told() === 1);

    expect(before).toBe(0);
    expect((await readGauges(pool)).find(({ name }) => name === 'siderail_hubspot_day_success')?.value).toBeCloseTo(1 - 100 / 1_400);
  } finally {
    await test.close();
  }
});

it('what every process of every portal sends counts towards that share', async () => {
  const test = await startTestApp({ works: false });
  try {
    for (const portal of ['4711001', '4711003']) {
      await test.pretendInstalled(portal);
      const meter = createUsageMeter({ database: test.app.context.database, now: Date.now, log: test.app.context.log });
      for (const status of [200, 200, 404, null]) meter.tried(PortalId.parse(portal), { area: 'views' }, status);
      await meter.close();
    }

    expect((await readSuccess(test.app.context.database.pool)).day).toEqual({ tries: 8, rate: 0.5 });
  } finally {
    await test.close();
  }
});
