import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { stopDatabase } from '../../../scripts/database/index.ts';
import { isRunning, processIdentity } from '../../../scripts/database/process-identity.ts';
import { startStack, type Ports, type Stack } from '../../../scripts/stack/index.ts';

const programs = {
  sandbox: 'test/scripts/stack/programs/serve-health.ts',
  web: 'test/scripts/stack/programs/serve-health.ts',
  worker: 'test/scripts/stack/programs/say-ready.ts',
};
const slow = 60_000;

let dataDir = '';
let stack: Stack | undefined;
const children: ChildProcess[] = [];

// One data directory for all: making a cluster is the slow part, and every test leaves it stopped.
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'siderail-stack-'));
  chmodSync(dataDir, 0o755);
});

afterEach(async () => {
  await stack?.stop();
  stack = undefined;
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}, slow);

afterAll(async () => {
  await stopDatabase({ baseDir: dataDir, name: 'pg18' });
  rmSync(dataDir, { recursive: true, force: true });
}, slow);

type Started = { pids: number[]; ports: Ports; webUrl: string; adminUrl: string };

async function startElsewhere(...args: string[]): Promise<{ child: ChildProcess; line: Started & { plain?: boolean; message?: string } }> {
  const child = spawn(process.execPath, ['test/scripts/stack/programs/run-stack.ts', dataDir, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [text] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, line: JSON.parse(text) as Started & { plain?: boolean; message?: string } };
}

async function until(condition: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(50)) if (await condition()) return true;
  return false;
}

async function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then((response) => response.ok, () => false);
}

it('starts database, sandbox, web and worker, each told where the others are (S4.11)', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs, sizes: { contacts: 10 }, latencyMs: 250 });

  const web = (await (await fetch(`${stack.webUrl}/environment`)).json()) as Record<string, string>;
  const sandbox = (await (await fetch(`${stack.portalUrl}/environment`)).json()) as Record<string, string>;

  expect(web).toMatchObject({
    DATABASE_URL: stack.databases.siderailUrl,
    PUBLIC_ORIGIN: stack.webUrl,
    CARD_ORIGIN: 'https://api.siderail.example',
    HUBSPOT_API_URL: stack.hubspotApiUrl,
    HUBSPOT_AUTHORIZE_URL: `${stack.portalUrl}/oauth/authorize`,
    FILE_STORE: join(dataDir, 'files'),
    SMTP_URL: `smtp://127.0.0.1:${stack.ports.smtp}`,
  });
  expect(web['SEALING_KEYS']).toMatch(/^local1:[A-Za-z0-9+/]{43}=$/);
  expect(sandbox).toMatchObject({ SANDBOX_CONTACTS: '10', SANDBOX_LATENCY_MS: '250', WEB_ORIGIN: stack.webUrl });
  expect(sandbox['SEALING_KEYS']).toBeUndefined();
}, slow);

it('keeps its secrets for the next start, in a file that only this user can read', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs });
  const before = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  await stack.stop();

  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs });

  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(before);
  expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
}, slow);

it('starts a process again that died, and only that one', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs });
  const [web, worker] = [stack.pid('web'), stack.pid('worker')];
  const { webUrl } = stack;

  await fetch(`${webUrl}/crash`).catch(() => undefined);

  expect(await until(() => isUp(webUrl), 20_000)).toBe(true);
  expect(stack.pid('web')).not.toBe(web);
  expect(stack.pid('worker')).toBe(worker);
}, slow);

it('leaves nothing running after a stop, the database included', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs });
  const alive = [stack.pid('sandbox'), stack.pid('web'), stack.pid('worker')].map((pid) => processIdentity(pid));

  await stack.stop();

  expect(alive.filter((identity) => isRunning(identity))).toEqual([]);
  await expect(new Client({ connectionString: stack.databases.adminUrl }).connect()).rejects.toThrow(/ECONNREFUSED/);
}, slow);

it('ends a process that ignores the request to stop', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs, extraEnvironment: { web: { FIXTURE_DEAF: '1' } } });
  const web = processIdentity(stack.pid('web'));

  await stack.stop();

  expect(isRunning(web)).toBe(false);
}, slow);

it('takes every process down with it when it is killed with kill -9', async () => {
  const { child, line } = await startElsewhere();
  const alive = line.pids.map((pid) => processIdentity(pid));

  child.kill('SIGKILL');

  expect(await until(() => alive.every((identity) => !isRunning(identity)), 6000)).toBe(true);
}, slow);

it('starts again at once after kill -9, on the same ports and with the same data', async () => {
  const first = await startElsewhere();
  const client = new Client({ connectionString: first.line.adminUrl });
  await client.connect();
  await client.query('drop table if exists kept; create table kept as select 1 as n');
  await client.end();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = await startElsewhere(JSON.stringify(first.line.ports));

  expect(second.line.message).toBeUndefined();
  expect(second.line.ports).toEqual(first.line.ports);
  const again = new Client({ connectionString: second.line.adminUrl });
  await again.connect();
  expect((await again.query('select n from kept')).rows).toEqual([{ n: 1 }]);
  await again.end();
}, slow);

it('waits for a stack that is just ending instead of refusing', async () => {
  const first = await startElsewhere();
  first.child.kill('SIGTERM');

  const second = await startElsewhere(JSON.stringify(first.line.ports));

  expect(second.line.message).toBeUndefined();
}, slow);

it('refuses a second start from the same directory in one line that says where the first is', async () => {
  stack = await startStack({ dataDir, ports: 'free', quiet: true, programs });

  const second = await startElsewhere();

  expect(second.line).toEqual({ plain: true, message: expect.stringMatching(/^Siderail already runs from .*, at http:\/\/localhost:\d+: use that one, or stop it/) as string });
}, slow);

it('names a taken port and the variable that changes it', async () => {
  const holder = createServer().listen(0);
  await once(holder, 'listening');
  const taken = (holder.address() as { port: number }).port;
  const ports = { portal: taken, web: 1, smtp: 2, hubspotApi: 3 };

  const started = startStack({ dataDir, ports, quiet: true, programs });

  await expect(started).rejects.toThrow(`Port ${taken} is taken by another program: stop it, or set SANDBOX_PORT to a free port.`);
  holder.close();
}, slow);

it('says in one line that the data directory cannot be used', async () => {
  writeFileSync(join(dataDir, 'file'), '');

  const started = startStack({ dataDir: join(dataDir, 'file', 'data'), ports: 'free', quiet: true, programs });

  await expect(started).rejects.toThrow(/^Cannot write to the data directory .*\(ENOTDIR\): make it writable, or set DATA_DIR/);
}, slow);

it('repeats the last words of a program that does not start, and leaves nothing running', async () => {
  const started = startStack({ dataDir, ports: 'free', quiet: true, programs, extraEnvironment: { web: { FIXTURE_FAILS: '1' } } });

  await expect(started).rejects.toThrow(/^web did not start: \nDATABASE_URL is missing/);
  const record = await startElsewhere();
  expect(record.line.message).toBeUndefined();
}, slow);

it('breaks off a start that is still under way', async () => {
  const interrupt = new AbortController();
  const started = startStack({
    dataDir,
    ports: 'free',
    quiet: true,
    programs,
    signal: interrupt.signal,
    // Listens where nobody asks, so that it never becomes ready.
    extraEnvironment: { web: { FIXTURE_PORT: '0' } },
  });
  setTimeout(() => interrupt.abort(), 3000);

  await expect(started).rejects.toThrow();
}, slow);
