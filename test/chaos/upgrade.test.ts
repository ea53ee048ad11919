import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Reply, Routes } from '#contract';
import { endWithThisProcess } from '../support/end-with-this-process.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { signCardRequest } from '../support/sign-card-request.ts';
import { CARD_ORIGIN } from '../support/start-test-app.ts';
import { startChaosWorld } from './support/chaos-world.ts';
import type { ChaosWorld, Kind, StartedExport } from './support/chaos-world.ts';
import { harmTo, makeUndisturbed } from './support/judge.ts';
import { copyBuild } from './support/make-build.ts';
import { isSettled } from './support/outcome.ts';

const NEW = join(import.meta.dirname, '..', '..');
/** `npm run chaos -- upgrade` gives an earlier commit's build, twenty rounds, and a file for the counts. */
const ROUNDS = Number(process.env['UPGRADE_ROUNDS'] ?? 3);
const EXPORTS_A_ROUND = 4;
/** More than a click makes by itself. */
const ROWS = 2_500;
/** Between the requests for a table that go on all the time. */
const PACE_MS = 40;

type Process = { readonly build: string; readonly address: string; stop(): Promise<string> };

async function startWeb(world: ChaosWorld, build: string): Promise<Process> {
  const [port, operator] = [await freePort(), await freePort()];
  const env = { PATH: process.env['PATH'] ?? '', ...world.test.environment, PORT: String(port), METRICS_ADDR: String(operator) };
  const child = spawn(process.execPath, ['server/web.ts'], { cwd: build, env, stdio: 'ignore' });
  endWithThisProcess(child);
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => String(signal ?? code));
  await eventually(() => fetch(`http://127.0.0.1:${operator}/healthz`).then((answer) => answer.ok, () => false), 60_000);
  return { build, address: `http://127.0.0.1:${port}`, stop: () => { child.kill('SIGTERM'); return ended; } };
}

async function startWorker(world: ChaosWorld, build: string): Promise<Process> {
  const { child, ended } = await world.worker({ build });
  return { build, address: '', stop: () => { child.kill('SIGTERM'); return ended; } };
}

it(`${ROUNDS} switches of web and workers between two builds under load, forth and back, lose no job, no mail and no answer (F17, T67)`, async () => {
  const given = process.env['UPGRADE_FROM'];
  const copy = given === undefined ? copyBuild() : null;
  const OLD = given ?? copy!.directory;
  const world = await startChaosWorld({ rows: ROWS });
  const { environment } = world.test;
  const [webs, workers]: [Process[], Process[]] = [[], []];
  const load = { stop: false, answered: 0, refused: [] as string[] };
  const exits: string[] = [];

  async function post<Name extends 'start-export' | 'view-table'>(web: Process, name: Name, body: Routes[Name]['request'], { caller }: Kind): Promise<Reply<Routes[Name]['response']>> {
    const text = JSON.stringify(body);
    const { pathAndQuery, headers } = signCardRequest({ publicOrigin: CARD_ORIGIN, path: `/ui/${name}`, body: text, caller, appId: environment['HUBSPOT_APP_ID']!, secret: environment['HUBSPOT_CLIENT_SECRET']!, now: Date.now() });
    return (await fetch(`${web.address}${pathAndQuery}`, { method: 'POST', headers: { ...headers, connection: 'close' }, body: text })).json() as Promise<Reply<Routes[Name]['response']>>;
  }

  /** People who look at a table all the time, at whichever web process the balancer has. */
  async function lookAtTables(): Promise<void> {
    for (let n = 0; !load.stop; n += 1) {
      const [kind, web] = [world.orders[n % world.orders.length]!, webs[n % webs.length]!];
      const reply = await post(web, 'view-table', { query: kind.query }, kind).catch((error: unknown) => ({ ok: false as const, error: { code: String(error), message: web.build } }));
      if (reply.ok) load.answered += 1;
      else load.refused.push(`${reply.error.code} ${reply.error.message}`);
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
  }

  /** As a rolling upgrade does it: the new one is there before the old one goes, and the balancer knows. */
  async function switchOne(processes: Process[], start: (world: ChaosWorld, build: string) => Promise<Process>, build: string): Promise<void> {
    processes.push(await start(world, build));
    exits.push(await processes.shift()!.stop());
  }

  let looking: Promise<void> | null = null;
  try {
    const undisturbed = await makeUndisturbed(world, world.orders);
    webs.push(...await Promise.all([startWeb(world, OLD), startWeb(world, OLD)]));
    workers.push(...await Promise.all([startWorker(world, OLD), startWorker(world, OLD)]));
    looking = lookAtTables();
    const started: StartedExport[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let n = 0; n < EXPORTS_A_ROUND; n += 1) {
        const kind = world.orders[n % world.orders.length]!;
        const reply = await post(webs[n % 2]!, 'start-export', { requestId: randomUUID(), format: kind.format, query: kind.query }, kind);
        if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`);
        started.push({ jobId: reply.data.job.id, kind });
      }
      // Two rounds forth, two back: a mixture, all of the new build, a mixture, all of the old one, and so on.
      const build = Math.floor(round / 2) % 2 === 0 ? NEW : OLD;
      await Promise.all([switchOne(webs, startWeb, build), switchOne(workers, startWorker, build)]);
    }
    for (const each of started) await eventually(() => isSettled(world, each), 120_000);
    load.stop = true;
    await looking;

    const harm: string[] = [];
    for (const each of started) harm.push(...(await harmTo(world, each, undisturbed, false)));
    expect(harm).toEqual([]);
    expect(load.refused).toEqual([]);
    expect(load.answered).toBeGreaterThan(ROUNDS);
    expect(exits).toEqual(exits.map(() => '0'));
    const record = process.env['UPGRADE_RECORD'];
    if (record !== undefined) writeFileSync(record, JSON.stringify({ rounds: ROUNDS, exports: started.length, stopped: exits.length, answered: load.answered, claims: await world.claims() }));
  } finally {
    load.stop = true;
    await Promise.all([...webs, ...workers].map((each) => each.stop()));
    await looking;
    await world.close();
    copy?.drop();
  }
}, 900_000);
