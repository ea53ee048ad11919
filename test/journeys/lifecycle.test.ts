import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { CRASH_POINTS } from '../../src/exports/index.ts';
import { fileKey } from '../../src/files/index.ts';
import { disconnectPortal, uninstallPortal } from '../../src/installs/index.ts';
import { RETENTION, sweepPortals } from '../../src/privacy/index.ts';
import { asAdministrator, everythingStored, everyTable } from '../support/everything-stored.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { jobIn } from '../support/numbers-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const portalId = PortalId.parse(SAM.portalId);
const EVE = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

let world: TestHubSpot;
let test: TestApp;
let passed: (point: string) => void;
let logged: string[];
beforeEach(async () => {
  passed = () => undefined;
  logged = [];
  world = await startTestHubSpot(600);
  test = await startTestApp({
    hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, settings: { immediateRows: 0 },
    overrides: ({ context }) => ({ crashPoint: (point) => passed(point), log: recording(context.log) }),
  });
  await installApp(test);
});
afterEach(async () => {
  await test?.close();
  await world?.close();
});

function recording<Log extends object>(log: Log): Log {
  return new Proxy(log, { get: (target, name) => (...words: unknown[]) => {
    logged.push(JSON.stringify(words, (_key, value: unknown) => (value instanceof Error ? `${value.message} ${value.stack ?? ''}` : typeof value === 'bigint' ? String(value) : value)));
    return (target as Record<string | symbol, (...all: unknown[]) => unknown>)[name]?.(...words);
  } });
}

async function begin(caller = SAM, tableId = 'hubspot:contacts@portal'): Promise<string> {
  const record = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
  return (await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId, columns: [], filters: [] } }, caller)).job.id;
}

const jobRow = (id: string): Promise<{ state: string } | null> => test.app.context.database.inPortal(portalId, (tx) => tx.job.findUnique({ where: { id }, select: { state: true } }));
/** Processes write their counts of calls some seconds later; in these tests a day has passed before that, so they are left out. */
const where = async (needle: RegExp): Promise<string[]> =>
  [...new Set((await everythingStored(test)).filter(({ text }) => needle.test(text)).map((stored) => stored.where))].filter((name) => name !== 'public.request_counts');
/** How many rows and files each place keeps of the neighbour. The calls are counted later, the line of sweeps knows who is due. */
async function ofNeighbour(): Promise<Record<string, number>> {
  const stored = (await everythingStored(test)).filter(({ where: place, text }) => text.includes('4711002') && !['public.request_counts', 'public.sweep_line'].includes(place));
  return Object.fromEntries(Object.entries(Object.groupBy(stored, ({ where: place }) => place)).map(([place, kept]) => [place, kept!.length]));
}
const later = (ms: number): TestApp['app']['context'] => ({ ...test.app.context, now: () => Date.now() + ms });

/** A row in every table that has a portal_id and none yet, and a file in an odd place. */
async function fillEveryTable(): Promise<string[]> {
  const { files } = test.app.context;
  await files.put(fileKey(portalId, 'odd', 'left-behind'), Buffer.from('canary-4711001'));
  return asAdministrator(test, async (client) => {
    // The columns' own types say what to put in; checks and references are not what is tested here.
    await client.query('set session_replication_role = replica');
    const filled: string[] = [];
    for (const table of (await everyTable(client)).filter((name) => name.startsWith('public.'))) {
      const name = table.slice('public.'.length);
      const { rows: columns } = await client.query<{ column: string; type: string; there: boolean }>(
        `select column_name as column, udt_name as type, column_default is not null or is_nullable = 'YES' or is_identity = 'YES' as there
         from information_schema.columns where table_schema = 'public' and table_name = $1`, [name]);
      if (!columns.some(({ column }) => column === 'portal_id')) continue;
      const { rowCount } = await client.query(`select 1 from ${name} where portal_id = 4711001 limit 1`);
      if (rowCount === 0) {
        const { rows: checks } = await client.query<{ name: string }>(`select conname as name from pg_constraint where contype = 'c' and conrelid = $1::regclass`, [table]);
        for (const check of checks) await client.query(`alter table ${name} drop constraint "${check.name}"`);
        const needed = columns.filter(({ column, there }) => !there || column === 'portal_id');
        const values = needed.map(({ column, type }) => (column === 'portal_id' ? '4711001' : VALUES[type] ?? "'canary-4711001'"));
        await client.query(`insert into ${name} (${needed.map(({ column }) => `"${column}"`).join(', ')}) values (${values.join(', ')})`);
      }
      filled.push(name);
    }
    return filled;
  });
}

const VALUES: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()', int4: '1', int8: '1', int2: '1', float8: '1', numeric: '1', bool: 'true', timestamptz: 'now()', date: 'now()',
  jsonb: `'{"canary": "4711001"}'`, json: `'{}'`, _text: "'{}'", _float8: "'{}'", bytea: "'\\x00'", inet: "'127.0.0.1'",
};

/** Counts that bear no account's name, and lines that the workers have emptied before anybody looks. */
const WORKED_OFF = new Set(['sweep_line', 'request_counts', 'webhook_line', 'workflow_line']);

describe('when a portal disconnects or uninstalls', () => {
  it('HubSpot is told, the tokens are dead, and no table, file, queue or log line keeps anything of it; its neighbour keeps all (T32, G24, H15)', async () => {
    await installApp(test, { portalId: EVE.portalId });
    const [ready, others] = [await begin(), await begin(EVE)];
    await jobIn(test, ready, 'ready');
    await eventually(async () => (await test.ask('get-job', { jobId: others }, EVE)).job.state === 'ready');
    await test.ask('create-link', { jobId: ready });
    const filled = await fillEveryTable();
    expect(await where(/4711001/)).toEqual(expect.arrayContaining([...filled.filter((name) => !WORKED_OFF.has(name)).map((name) => `public.${name}`), 'pgboss.job']));
    const neighbour = await ofNeighbour();
    const grants = await world.query<{ refresh_token: string }>('select refresh_token from hubspot.grants where portal_id = 4711001');
    logged = [];

    await disconnectPortal(test.app.context, { portalId });

    expect(await world.hubspot.isInstalled(4_711_001)).toBe(false);
    expect(grants.length).toBe(1);
    // At once: what is left is the mark of the portal, its number and a time.
    expect((await where(/4711001|sam\.seller/)).filter((name) => name !== 'pgboss.job')).toEqual(['public.installs', 'public.sweep_line']);
    const [mark] = (await everythingStored(test)).filter(({ where: table, text }) => table === 'public.installs' && text.includes('4711001'));
    expect(JSON.parse(mark!.text)).toMatchObject({ state: 'uninstalled', sealed_access_token: null, sealed_refresh_token: null, scopes: [], installed_by_email: null, installed_by_user_id: '' });
    expect((await test.call('list-jobs', {})).reply).toMatchObject({ ok: false, error: { code: 'portal.not_installed' } });

    // A worker that was stopped all the while wakes up and still stores something; the second look finds it.
    await test.app.context.files.put(fileKey(portalId, 'exports', ready, 'late'), Buffer.from('4711001'));
    await sweepPortals(later(25 * HOUR_MS), never);

    expect(await where(/4711001|sam\.seller/)).toEqual([]);
    expect(await ofNeighbour()).toEqual(neighbour);
    expect(logged.filter((line) => /sam\.seller|Acme|acme/.test(line))).toEqual([]);
    expect((await test.ask('get-job', { jobId: others }, EVE)).job.state).toBe('ready');
  });

  it('deletes nothing while HubSpot does not do its part, so that the app is not left there by itself (T32)', async () => {
    const ready = await begin();
    await jobIn(test, ready, 'ready');
    world.hubspot.settings.faults = [{ match: { path: 'external-install' }, then: { status: 400 } }];

    await expect(disconnectPortal(test.app.context, { portalId })).rejects.toMatchObject({ code: 'hubspot.rejected' });
    expect((await jobRow(ready))?.state).toBe('ready');
    world.hubspot.settings.faults = [{ match: { path: 'external-install' }, times: 1, then: 'reset-after' }];
    await disconnectPortal(test.app.context, { portalId });

    expect(await jobRow(ready)).toBeNull();
  });

  it('starts clean when it is installed again, also while the old data is still being deleted (T32, F36)', async () => {
    const old = await begin();
    await jobIn(test, old, 'ready');
    let wiped = 0;
    passed = (point) => {
      if (point === 'uninstall-saved') wiped += 1;
      // As if the process had died there: nothing is wiped yet.
      if (point === 'uninstall-saved') throw new Error('died');
    };
    await expect(uninstallPortal(test.app.context, { portalId })).rejects.toThrow('died');
    expect([wiped, (await jobRow(old))?.state]).toEqual([1, 'ready']);
    passed = () => undefined;

    const walk = await installApp(test);

    expect(walk.callbackPage).toContain('Siderail is installed');
    expect((await test.ask('list-jobs', {})).jobs).toEqual([]);
    const fresh = await begin();
    await jobIn(test, fresh, 'ready');
    // News of the uninstall that HubSpot tells late do not touch the new grant.
    expect(await uninstallPortal(test.app.context, { portalId, happenedAt: new Date(Date.now() - HOUR_MS) })).toBe(false);
    await sweepPortals(later(25 * HOUR_MS), never);
    expect((await test.ask('list-jobs', {})).jobs.map(({ id }) => id)).toEqual([fresh]);
  });

  it('is wiped by the sweep when the process that began it died (T32)', async () => {
    const old = await begin();
    await jobIn(test, old, 'ready');
    passed = (point) => { if (point === 'uninstall-saved') throw new Error('died'); };
    await expect(uninstallPortal(test.app.context, { portalId })).rejects.toThrow('died');
    passed = () => undefined;

    await sweepPortals(later(1_000), never);

    expect(await jobRow(old)).toBeNull();
    expect((await where(/4711001/)).filter((name) => name !== 'pgboss.job')).toEqual(['public.installs', 'public.sweep_line']);
  });
});

describe('a portal that uninstalls in the middle of an export', () => {
  const points = CRASH_POINTS.filter((point) => !point.endsWith('part-sent') && point !== 'orphan-deleted');

  /** The export has ended there, or ends before the news of the uninstall is in, and its mail may be on its way; its link is worth nothing. */
  const DONE: readonly string[] = ['job-ending', 'job-ended', 'chunk-deleted', 'chunks-deleted'];

  it(`gets no file and no mail, wherever the export stands: ${points.length} places (T33)`, async () => {
    for (const point of points) {
      const ended = Promise.withResolvers<void>();
      let [gone, doneFirst] = [false, DONE.includes(point)]; // it goes on, and may mail when it is done first
      passed = (at) => {
        if (at !== point) return;
        passed = (then) => { doneFirst ||= then === 'job-ended' && !gone; };
        void world.hubspot.uninstall(4_711_001).then(() => uninstallPortal(test.app.context, { portalId })).then(() => { gone = true; ended.resolve(); }, ended.reject);
      };
      const mails = test.mail.mails.length;
      const id = await begin();

      await ended.promise;
      await eventually(async () => (await jobRow(id)) === null);
      await new Promise((resolve) => setTimeout(resolve, 150));

      await sweepPortals(later(25 * HOUR_MS), never);
      expect([point, await where(/4711001/)]).toEqual([point, []]);
      expect([point, doneFirst || test.mail.mails.length === mails]).toEqual([point, true]);
      await installApp(test);
    }
  }, 240_000);

  it('and of whom we only learn by a failing call: the export waits, nobody is mailed a file, and the portal is wiped in time (T33, T28)', async () => {
    passed = (at) => { if (at === 'claimed') { passed = () => undefined; void world.hubspot.uninstall(4_711_001); } };
    world.hubspot.settings.latencyMs = 100;
    const id = await begin();
    await eventually(async () => (await test.app.context.database.inPortal(portalId, (tx) => tx.install.findFirst()))?.state === 'needs_reauth');
    await eventually(async () => (await jobRow(id))?.state === 'queued');

    await sweepPortals(later(29 * 24 * HOUR_MS), never);
    expect((await jobRow(id))?.state).toBe('queued');
    await sweepPortals(later(31 * 24 * HOUR_MS), never);

    expect(await jobRow(id)).toBeNull();
  });
});

describe('a portal that has lost its access', () => {
  it('has its jobs paused, HubSpot is not called for 24 hours, one mail goes to who installed, and all goes on after connecting again (T28, G12, H6, I7)', async () => {
    world.hubspot.settings.latencyMs = 60;
    let claimed = 0;
    passed = (at) => {
      if (at === 'claimed') claimed += 1;
      if (at === 'claimed' && claimed === 3) void world.hubspot.uninstall(4_711_001);
    };
    const jobs = [await begin(), await begin(SAM, 'hubspot:deals@portal'), await begin(SAM, 'hubspot:companies@portal')];
    await eventually(async () => (await test.app.context.database.inPortal(portalId, (tx) => tx.install.findFirst()))?.state === 'needs_reauth');
    // One is taken up again for a moment now and then, to find that the grant is still lost.
    const paused = async (): Promise<boolean> => {
      const states = (await Promise.all(jobs.map(jobRow))).map((job) => job?.state);
      return states.includes('queued') && states.every((state) => state === 'queued' || state === 'ready');
    };
    await eventually(paused);
    await eventually(() => test.mail.mails.some(({ subject }) => subject.includes('lost its access')));
    world.hubspot.resetStats();

    // 24 hours of once a minute: each try of each job, the sweeps, and a card that somebody opens now and then.
    for (let round = 0; round < 24; round += 1) {
      await test.app.context.database.inPortal(portalId, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp(), waiting_since = now() - make_interval(hours => ${round}) where state = 'queued'`);
      expect((await test.call('list-tables', { record: { objectTypeId: '0-2', objectId: '1' } })).reply).toMatchObject({ ok: false, error: { code: 'portal.needs_reauth' } });
      await eventually(paused);
      await sweepPortals(later(round * HOUR_MS), never);
    }

    const { portals, anonymous } = world.hubspot.stats();
    expect({ calls: portals['4711001']?.calls ?? 0, tokens: anonymous.calls }).toEqual({ calls: 0, tokens: 0 });
    await eventually(paused);
    // One export may have been done before.
    expect(test.mail.mails.map(({ subject }) => subject).filter((subject) => !subject.startsWith('Your export is ready'))).toEqual(['Siderail has lost its access to HubSpot']);
    world.hubspot.settings.latencyMs = 0;
    await installApp(test);
    for (const id of jobs) await jobIn(test, id, 'ready');
  });
});

describe('what is kept', () => {
  it('has a stated period for every table of a portal (S2.12, G24)', async () => {
    const tables = await asAdministrator(test, async (client) => (await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name in ('portal_id', 'portal')`)).rows.map(({ name }) => name));

    expect(tables.filter((name) => RETENTION[name] === undefined)).toEqual([]);
    expect(Object.keys(RETENTION).filter((name) => !tables.includes(name))).toEqual([]);
  });

  it('goes when its time is over: jobs with their files, clicks, audit, links, states of installs, strays in the file store (G24)', async () => {
    const id = await begin();
    await jobIn(test, id, 'ready');
    await test.ask('create-link', { jobId: id });
    const { context } = test.app;
    await context.files.put(fileKey(portalId, 'exports', randomUUID(), 'stray'), Buffer.from('x'));
    await context.database.inPortal(portalId, async (tx) => {
      await tx.auditEntry.create({ data: { portalId: 4_711_001n, userId: '501', action: 'x', subject: 'x', details: {} } });
      await tx.idempotencyKey.create({ data: { portalId: 4_711_001n, userId: '501', route: 'x', key: 'x', requestSha256: 'x', state: 'done' } });
    });

    await sweepPortals(later(HOUR_MS), never);
    expect((await everythingStored(test)).filter(({ text }) => text.includes('stray'))).toEqual([]);
    expect((await test.ask('get-job', { jobId: id })).job.state).toBe('ready');
    await sweepPortals(later(8 * 24 * HOUR_MS), never);
    expect((await test.ask('get-job', { jobId: id })).job.state).toBe('expired');
    expect(await where(/exports\/[0-9a-f-]{36}\/file/)).not.toContain('file');
    await sweepPortals(later(91 * 24 * HOUR_MS), never);
    expect(await jobRow(id)).toBeNull();
    await sweepPortals(later(366 * 24 * HOUR_MS), never);

    const left = (await where(/4711001/)).filter((name) => name !== 'pgboss.job');
    expect(left).toEqual(['public.installs', 'public.request_budget', 'public.sweep_line']);
  });
});
