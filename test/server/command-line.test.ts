import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { exportRequest, startNumbersApp } from '../support/numbers-app.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { inboxOf, sendWebhooks, wireEvent } from '../support/send-webhooks.ts';
import { numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', '..', 'server', 'cli');
let test: TestApp;
beforeAll(async () => { test = await startNumbersApp(numbersSource({ rows: 10, parts: 1, batch: 10 }), { works: false }); });
afterAll(async () => test?.close());

async function npm(tool: 'invoke' | 'console' | 'replay' | 'usage', ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(cli, `${tool}.ts`), ...args], { env: { ...process.env, ...test.environment } });
  return stdout;
}

describe('npm run invoke', () => {
  it('calls a card route as HubSpot does and prints the answer', async () => {
    await test.ask('start-export', exportRequest());

    const printed = await npm('invoke', 'route:list-jobs', '--portal', '4711001', '--user', '501', '--email', 'sam.seller@acme.example', '--body', '{}');

    expect(printed).toMatch(/^200\n/);
    expect(JSON.parse(printed.slice(4))).toMatchObject({ ok: true, data: { jobs: [{ title: 'Numbers' }] } });
  });

  it('runs a workflow action and stores a saved webhook', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'siderail-invoke-'));
    const file = join(folder, 'event.json');
    writeFileSync(file, JSON.stringify([{ eventId: 1, subscriptionId: 1, portalId: 4711001, appId: 990001, occurredAt: Date.now(), subscriptionType: 'object.creation', attemptNumber: 0, objectId: 5, objectTypeId: '0-1' }]));

    const workflow = await npm('invoke', 'workflow:refresh-record', '--portal', '4711001', '--body', '{}', '--record', 'COMPANY/77');
    const webhook = await npm('invoke', 'webhook', '--file', file);

    expect(workflow).toContain('"hs_execution_state": "SUCCESS"');
    expect(webhook).toMatch(/^204/);
    rmSync(folder, { recursive: true });
  });

  it('puts a job into the queue for the workers, of its own portal whatever the payload says, and refuses what is none', async () => {
    const jobId = randomUUID();
    const queued = async (): Promise<object[]> => (await test.app.context.database.pool.query<{ data: object }>(`select data from pgboss.job where name = 'expire-file' and data->>'jobId' = $1`, [jobId])).rows.map(({ data }) => data);

    const printed = await npm('invoke', 'job:expire-file', '--portal', '4711001', '--body', JSON.stringify({ jobId, portalId: '4711002' }));
    const refused = await Promise.allSettled([npm('invoke', 'job:no-such-job', '--portal', '4711001', '--body', '{}'), npm('invoke', 'job:expire-file', '--portal', '4711001', '--body', '{"jobId":7}')]);

    expect(printed).toMatch(/^queued/);
    await eventually(async () => (await queued()).length === 1);
    expect(await queued()).toEqual([{ portalId: '4711001', jobId }]);
    const said = refused.map((one) => (one.status === 'rejected' ? (one.reason as { stdout: string }).stdout : 'it was taken'));
    expect(said).toEqual([expect.stringContaining('There are: send-notice'), expect.stringContaining('jobId: ')]);
  });

  it('explains itself', async () => {
    expect(await npm('invoke', '--help')).toContain('npm run invoke -- webhook');
    expect(await npm('console', '--help')).toContain('npm run console -- --portal');
  });
});

describe('npm run replay', () => {
  it('has what HubSpot told in a stretch of time processed again, and says when there is nothing', async () => {
    const stretch = (from: number, to: number): string[] => ['--portal', '4711001', '--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
    const hour = 3_600_000;
    expect(await sendWebhooks(test.origin, [wireEvent(), wireEvent()])).toBe(204);
    await test.app.context.database.inPortal(PortalId.parse('4711001'), (tx) => tx.$executeRaw`update webhook_events set state = 'done'`);

    const again = await npm('replay', 'webhooks', ...stretch(Date.now() - hour, Date.now() + hour));
    const nothing = await npm('replay', 'webhooks', ...stretch(Date.now() - 9 * hour, Date.now() - 8 * hour));

    expect(again).toMatch(/^\d+ events will be processed again/);
    expect(nothing).toContain('No event of that time is kept');
    expect((await inboxOf(test)).every(({ state }) => state === 'pending')).toBe(true);
  });
});

describe('npm run usage', () => {
  it('says what a portal sent to HubSpot, by area, and how much of it succeeded', async () => {
    await test.app.context.database.inPortal(PortalId.parse('4711008'), (tx) => tx.$executeRaw`
      insert into request_counts (portal_id, day, area, job_id, requests, tries, failed, rate_limited) values (4711008, (clock_timestamp() at time zone 'UTC')::date, 'exports', '00000000-0000-0000-0000-000000000000', 90, 100, 4, 2)`);

    expect(await npm('usage', '--portal', '4711008')).toMatch(/exports .*90 calls, 100 requests, 4 failed, 2 of them 429\n100 requests, 4 failed: 96.00 % succeeded, HubSpot wants more than 95 %/);
    expect(await npm('usage', '--portal', '4711009')).toContain('0 requests');
  });
});

describe('npm run console', () => {
  it('sees the rows of its portal and of no other', async () => {
    const child = spawn(process.execPath, [join(cli, 'console.ts'), '--portal', '4711001'], { env: { ...process.env, ...test.environment } });
    let printed = '';
    child.stdout.on('data', (text: Buffer) => { printed += text.toString(); });
    child.stdin.write('(await rows((tx) => tx.install.findMany())).map(({ portalId }) => `portal=${portalId}`).join()\n.exit\n');
    child.stdin.end();
    await new Promise((resolve) => child.on('close', resolve));

    expect(printed).toContain("'portal=4711001'");
  });
});
