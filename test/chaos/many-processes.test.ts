import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { expect, it } from 'vitest';
import { ensureWorker } from '../../scripts/worker-build/ensure-worker.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { SAM } from '../support/start-test-app.ts';
import { askShipped } from './support/ask-shipped.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { Kind, StartedExport } from './support/chaos-world.ts';
import { documentedCommand } from './support/documented-command.ts';
import { isSettled, outcomeOf } from './support/outcome.ts';
import { startShipped, type Shipped } from './support/start-shipped.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROWS = 40_000;
const EXPORTS = 30;
const WORKERS = 4;

const figures = async ({ operator }: Shipped): Promise<string> => (await fetch(`http://127.0.0.1:${operator}/metrics`)).text();

it(`2 web and ${WORKERS} worker processes over one database and one S3 server share ${EXPORTS} exports; one is killed with -9 and nothing is lost, doubled or over HubSpot’s limits (S2.34, S3.3, F17)`, async () => {
  const directory = mkdtempSync(join(tmpdir(), 's3rver-'));
  const s3 = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name: 'siderail' }] });
  const credentials = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' };
  Object.assign(process.env, credentials);
  const world = await startChaosWorld({
    rows: ROWS, hubspot: true,
    environment: { ...credentials, FILE_STORE: `s3://siderail/files?region=us-east-1&endpoint=${encodeURIComponent(`http://127.0.0.1:${(await s3.run()).port}`)}&pathStyle=1` },
  });
  const { environment } = world.test;
  const processes: Shipped[] = [];
  try {
    const begun = spawn(process.execPath, documentedCommand('migrate'), { cwd: ROOT, env: { PATH: process.env['PATH'] ?? '', ...environment }, stdio: 'ignore' });
    expect((await once(begun, 'exit'))[0]).toBe(0);
    const webs = await Promise.all([startShipped('web', environment), startShipped('web', environment)]);
    // What npm does before the command.
    await ensureWorker(ROOT);
    const doomed = await startShipped('worker', environment);
    processes.push(...webs, doomed);

    async function click(kind: Kind, web: Shipped): Promise<StartedExport> {
      const { job } = await askShipped(web, environment, kind.caller, 'start-export', { requestId: randomUUID(), format: kind.format, query: kind.query });
      return { jobId: job.id, kind };
    }
    const kinds = [...world.orders, ...world.contacts];
    const started = await Promise.all(Array.from({ length: EXPORTS }, (_, n) => click(kinds[n % kinds.length]!, webs[n % 2]!)));

    const { pool } = world.test.app.context.database;
    const held = async (): Promise<number> => (await pool.query('select 1 from job_line where held_until > clock_timestamp()')).rowCount!;
    // Alone it has all its places taken, and keeps them taken while the others come.
    await eventually(async () => (await held()) >= 2, 60_000);
    const others = await Promise.all(Array.from({ length: WORKERS - 1 }, () => startShipped('worker', environment)));
    processes.push(...others);
    await eventually(async () => (await held()) >= 4, 60_000);
    await doomed.kill('SIGKILL');

    for (const each of started) await eventually(() => isSettled(world, each), 150_000);
    let uncertain = 0;
    for (const kind of kinds) {
      const outcomes = await Promise.all(started.filter((each) => each.kind === kind).map((each) => outcomeOf(world, each)));
      const [first] = outcomes;
      expect(first!.state, kind.name).toBe('ready');
      if (kind.name.startsWith('orders')) expect(first!.rows).toEqual([ROWS, ROWS, 0]);
      for (const outcome of outcomes) {
        expect(outcome, kind.name).toMatchObject({ state: 'ready', complete: true, rows: first!.rows, certified: outcome.sha256 });
        const [mail, taken] = outcome.mail;
        // The killed worker cannot tell whether the mails it was just sending went out: that is shown, and none is sent twice.
        if (mail === 'uncertain') uncertain += 1;
        // A quick web process has an export of few contacts ready in the click, and then nobody is sent a mail.
        if (mail === 'none') expect([kind.name.startsWith('orders'), taken], kind.name).toEqual([false, 0]);
        else expect(mail === 'sent' ? taken === 1 : mail === 'uncertain' && taken <= 1, kind.name).toBe(true);
      }
      // A workbook holds the moment it was made.
      if (kind.format !== 'xlsx') expect(new Set(outcomes.map(({ sha256 }) => sha256)).size, kind.name).toBe(1);
    }
    expect(uncertain).toBeLessThanOrEqual(sendNoticeJob.perWorker);
    const shares = await Promise.all(others.map(figures));
    for (const text of shares) expect(text).toMatch(/siderail_job_rows_total\{kind="export",state="ready"\} [1-9]/);
    // HubSpot counts what arrives. Processes that each believed the whole allowance theirs would be refused most of the time.
    const { maxCallsInAny10s, maxSearchesInAny1s, byStatus, calls } = world.asked(SAM.portalId)!;
    const refused = byStatus['429'] ?? 0;
    console.log(`${calls} calls, ${refused} refused, at most ${maxCallsInAny10s} in any 10 s and ${maxSearchesInAny1s} searches in any second`);
    expect(calls).toBeGreaterThan(100);
    expect(maxCallsInAny10s).toBeLessThanOrEqual(110);
    expect(maxSearchesInAny1s).toBeLessThanOrEqual(5);
    expect(calls - refused).toBeGreaterThanOrEqual(calls * 0.99);
    expect(await world.claims()).toBeGreaterThan(EXPORTS);
  } finally {
    await Promise.all(processes.map((each) => each.kill('SIGKILL').catch(() => undefined)).map((ending) => Promise.race([ending, new Promise((resolve) => setTimeout(resolve, 1_000))])));
    await Promise.race([world.close(), new Promise((resolve) => setTimeout(resolve, 10_000))]);
    await Promise.race([s3.close(), new Promise((resolve) => setTimeout(resolve, 2_000))]).catch(() => undefined);
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    for (const name of Object.keys(credentials)) delete process.env[name];
  }
}, 400_000);
