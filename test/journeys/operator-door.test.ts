import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createReadiness } from '../../server/observability/create-readiness.ts';
import { startOperatorServer } from '../../server/observability/start-operator-server.ts';
import type { OperatorServer } from '../../server/observability/start-operator-server.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const ROWS = 5_000;
let test: TestApp;
let operator: OperatorServer;
let lines = '';
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: ROWS, parts: 1, batch: 500 }));
  operator = await startOperatorServer(test.app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await operator?.close();
  await test?.close();
});

const asked = async (path: string): Promise<{ status: number; text: string }> => {
  const answer = await fetch(`http://127.0.0.1:${operator.port}${path}`);
  return { status: answer.status, text: await answer.text() };
};

it('an operator reads what was done, what waits and how HubSpot is used, and nobody’s name or table in it (S2.34, T31)', async () => {
  const { job } = await test.ask('start-export', exportRequest());
  await jobIn(test, job.id, 'ready');
  await eventually(() => test.mail.mails[0]);

  const text = await eventually(async () => {
    const { text: found } = await asked('/metrics');
    return found.includes('siderail_notices_total') && found.includes('state="sent"') ? found : null;
  }, 20_000);

  expect(text).toContain(`siderail_job_rows_total{kind="export",state="ready"} ${ROWS}`);
  expect(text).toMatch(/siderail_job_seconds_count\{kind="export",lane="background",state="ready"\} 1/);
  expect(text).toMatch(/siderail_card_seconds_count\{route="start-export",outcome="ok"\} 1/);
  for (const name of ['siderail_line_oldest_seconds 0', 'siderail_webhook_lag_seconds 0', 'siderail_budget_calls_per_window{budget="search"}', 'siderail_database_readable 1', 'process_resident_memory_bytes']) expect(text).toContain(name);
  expect(text).not.toMatch(/sam\.seller|acme|4711001|numbers@|postgres:/);
});

it('a job that nobody takes shows as the age of the line (S2.34)', async () => {
  const waiting = await startNumbersApp(numbersSource({ rows: ROWS, parts: 1, batch: 500 }), { works: false, settings: { immediateRows: 0 } });
  const door = await startOperatorServer(waiting.app, { host: '127.0.0.1', port: 0 });
  try {
    const { job } = await waiting.ask('start-export', exportRequest());
    await waiting.app.context.database.inPortal('4711001' as never, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() - interval '17 minutes' where id = ${job.id}::uuid`);

    const text = await (await fetch(`http://127.0.0.1:${door.port}/metrics`)).text();

    expect(text).toContain('siderail_line_waiting 1');
    expect(Number(/^siderail_line_oldest_seconds (\S+)$/m.exec(text)![1])).toBeGreaterThan(1_000);
  } finally {
    await door.close();
    await waiting.close();
  }
});

it('the public address has no figures, and tells a stranger only whether it is ready (T69)', async () => {
  for (const path of ['/metrics', '/metrics/', '/METRICS', '/%6detrics', '//metrics', '/healthz/../metrics']) {
    expect((await fetch(`${test.origin}${path}`)).status, path).toBe(404);
  }
  const ready = await fetch(`${test.origin}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([200, 'ready']);
  for (const path of ['/', '/ui/list-jobs', '/files/x', '/metrics?x']) expect((await asked(path)).status, path).toBe(404);
});

it('a process whose database, file store or migrations are not there says so to the operator, and to the public only that it is not ready', async () => {
  const { context } = test.app;
  const dead = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:9/none', connectionTimeoutMillis: 1_000 });
  dead.on('error', () => undefined);
  const readiness = createReadiness({ pool: dead, files: { ...context.files, stat: () => Promise.reject(new Error('the store is gone')) }, armed: () => true, now: Date.now });
  const log = pino({ level: 'debug' }, new Writable({ write: (chunk: Buffer, _encoding, done) => { lines += chunk.toString(); done(); } }));
  const broken = await startOperatorServer({ ...test.app, context: { ...context, log, database: { ...context.database, pool: dead } }, readiness }, { host: '127.0.0.1', port: 0 });
  try {
    const answer = await fetch(`http://127.0.0.1:${broken.port}/readyz`);
    const { ready, checks } = await answer.json() as { ready: boolean; checks: Record<string, string> };

    expect(answer.status).toBe(503);
    expect(ready).toBe(false);
    expect(checks).toMatchObject({ store: 'the store is gone', environment: 'ok' });
    expect(checks['database']).not.toBe('ok');
    // It is alive: a restart would not help.
    expect((await fetch(`http://127.0.0.1:${broken.port}/healthz`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${broken.port}/metrics`)).text()).toContain('siderail_database_readable 0');
    expect(lines).toContain('shared figures not read');
  } finally {
    await broken.close();
    await dead.end();
  }
});

it('the example dashboard and the list of what to be woken for ask only for figures that exist (S2.34)', async () => {
  const docs = join(import.meta.dirname, '..', '..', 'docs');
  const asks = `${readFileSync(join(docs, 'grafana.json'), 'utf8')} ${readFileSync(join(docs, 'operations.md'), 'utf8')}`;
  const wanted = new Set([...asks.matchAll(/siderail_[a-z_]*[a-z]/g)].map(([name]) => name.replace(/_(bucket|count)$/, '')));
  const { text } = await asked('/metrics');
  const given = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1]));

  expect(wanted.size).toBeGreaterThan(10);
  // Those that are read per queue or allowance are there once something waits in one.
  expect([...wanted].filter((name) => !given.has(name)).sort()).toEqual([...wanted].filter((name) => /_queue_|_budget_b/.test(name) && !given.has(name)).sort());
});
