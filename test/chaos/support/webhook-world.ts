import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { dataDirectory } from '../../../scripts/data-directory.ts';
import { bundleProgram } from '../../support/bundle-program.ts';
import { endWithThisProcess } from '../../support/end-with-this-process.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { sendWebhooks } from '../../support/send-webhooks.ts';
import type { WireEvent } from '../../support/send-webhooks.ts';
import { startTestApp } from '../../support/start-test-app.ts';
import { startWorkerProcess } from '../../support/worker-process.ts';
import type { WorkerProcess } from '../../support/worker-process.ts';
import type { Effects } from './plan-deliveries.ts';
import { startCrashableDatabase } from './crashable-database.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

export type Receiver = { send(events: readonly WireEvent[]): Promise<number>; stop(): Promise<void> };
export type WebhookWorld = Awaited<ReturnType<typeof startWebhookWorld>>;

/** Two receivers and two workers in processes of their own, on a database that can be crashed. */
export async function startWebhookWorld() {
  const crashable = await startCrashableDatabase();
  // Its own process stores and works nothing; it looks into the database.
  const test = await startTestApp({ works: false, environment: { DATABASE_URL: crashable.url, LEASE_SECONDS: '1' } });
  const { database } = test.app.context;
  let nextPortal = 4_711_100;

  async function receiver(options: { crashAt?: string; port?: number } = {}): Promise<Receiver & { readonly port: number }> {
    const port = options.port ?? await freePort();
    const env = { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(dataDirectory(), 'compile-cache'), ...test.environment, PORT: String(port), ...(options.crashAt === undefined ? {} : { CRASH_AT: options.crashAt }) };
    const child = spawn(process.execPath, [await bundleProgram('server/web.ts')], { cwd: ROOT, env, stdio: 'ignore' });
    endWithThisProcess(child);
    const ended = once(child, 'exit');
    const origin = `http://127.0.0.1:${port}`;
    await eventually(async () => child.exitCode !== null || (await fetch(`${origin}/healthz`)).ok, 90_000);
    return {
      port,
      send: (events) => sendWebhooks(origin, events),
      async stop() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }

  async function query<Row>(portal: string, sql: string): Promise<Row[]> {
    return eventually(async () => {
      const client = await database.pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.portal_id', $1, true)`, [portal]);
        return (await client.query(sql)).rows as Row[];
      } finally {
        await client.query('rollback').catch(() => undefined);
        client.release();
      }
    }, 60_000);
  }
  async function sum(sql: string): Promise<number> {
    let total = 0;
    for (const portal of installed) total += Number((await query<{ count: string }>(portal, sql))[0]!.count);
    return total;
  }

  const portals = ['4711001', '4711003', '4711004'];
  const installed = new Set<string>();
  async function install(some: readonly string[]): Promise<void> {
    for (const portal of some) {
      await test.pretendInstalled(portal);
      installed.add(portal);
    }
  }
  await install(portals);
  const receivers = [await receiver(), await receiver()];
  let workers: WorkerProcess[] = [];
  async function startWorkers(): Promise<void> {
    workers = [await startWorkerProcess(test.environment, { bundled: true }), await startWorkerProcess(test.environment, { bundled: true })];
  }
  async function stopWorkers(): Promise<void> {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()));
  }
  await startWorkers();

  return {
    portals, install, startWorkers, stopWorkers, receiver,
    environment: test.environment,
    freshPortal: (): string => String(nextPortal += 1),
    send: (events: readonly WireEvent[], which: number): Promise<number> => receivers[which % receivers.length]!.send(events),
    async killReceiver(which: number): Promise<void> {
      const { port } = receivers[which]!;
      await receivers[which]!.stop();
      receivers[which] = await receiver({ port });
    },
    async killWorker(which: number): Promise<void> {
      await workers[which]!.kill();
      workers[which] = await startWorkerProcess(test.environment, { bundled: true });
    },
    crashDatabase: () => crashable.crash(),
    pending: () => sum(`select count(*) from webhook_events where state = 'pending'`),
    stored: async (portal: string): Promise<number> => Number((await query<{ count: string }>(portal, 'select count(*) from webhook_events'))[0]!.count),
    quarantined: () => sum(`select count(*) from webhook_events where state = 'quarantined'`),
    async effects(of: readonly string[] = portals): Promise<Effects> {
      const effects: Record<string, Record<string, number>> = {};
      for (const portal of of) {
        const rows = await query<{ object_id: string; events: string }>(portal, 'select object_id, events::text from record_changes');
        effects[portal] = Object.fromEntries(rows.map(({ object_id, events }) => [object_id, Number(events)]));
      }
      return effects;
    },
    async close(): Promise<void> {
      await Promise.all([...receivers.map((one) => one.stop()), stopWorkers()]);
      await test.close();
      await crashable.close();
    },
  };
}
