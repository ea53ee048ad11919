import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import type { KnownTable, ScheduleSettings, TemplateDefinition } from '#contract';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { rearmSchedules, wakeScheduleJob } from '../../src/schedules/index.ts';
import { ADA, ADMIN, BEN, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText } from '../support/numbers-app.ts';
import { startReceiver } from '../support/scripted-receiver.ts';

let world: AccessWorld;
let clock: { ms: number };
let business: pg.Client;
const portalId = PortalId.parse(BEN.portalId);
const DAY = 86_400_000;
const DAILY: ScheduleSettings = { rule: { kind: 'daily', at: '06:00' }, blackouts: [], missed: 'run', onlyChanged: null, paused: false };

beforeAll(async () => {
  clock = { ms: 0 };
  world = await startAccessWorld({ overrides: () => ({ now: () => Date.now() + clock.ms }) });
  await world.setPolicy({});
  const { context } = world.test.app;
  const stored = await context.database.inPortal(portalId, (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  const { url } = JSON.parse(await context.sealer.open(portalId, 'connection:erp', stored.sealedConfig)) as { url: string };
  business = new pg.Client({ connectionString: url });
  await business.connect();
  await business.query(`alter table orders add column changed timestamptz not null default '2020-01-01'`);
});
afterAll(async () => {
  await business?.end();
  await world?.close();
});
afterEach(async () => {
  clock.ms = 0;
  for (const { id } of (await world.test.ask('list-templates', {}, BEN)).templates) await world.test.ask('delete-template', { templateId: id }, BEN);
  await world.setPolicy({});
});

async function scheduled(settings: Partial<ScheduleSettings> = {}, columns = ['id', 'number', 'net', 'note'], rest: Partial<TemplateDefinition> = {}): Promise<{ templateId: string; next: string }> {
  const definition = { query: world.request({ columns }).query, format: 'csv' as const, ...rest };
  const { template } = await world.test.ask('save-template', { name: 'Every morning', shared: false, from: { kind: 'definition', definition } }, BEN);
  const { schedule } = await world.test.ask('save-schedule', { templateId: template.id, settings: { ...DAILY, ...settings } }, BEN);
  return { templateId: template.id, next: schedule!.next[0]! };
}

/** Sets the clock to this long after a slot and lets `workers` look at it at the same time, as the queue would. */
async function look({ templateId, next }: { templateId: string; next: string }, { lateMs = 1_000, workers = 1 } = {}): Promise<void> {
  clock.ms = Date.parse(next) + lateMs - Date.now();
  const { context } = world.test.app;
  await Promise.all(Array.from({ length: workers }, () => wakeScheduleJob.run(context, { portalId, templateId, nextAt: next }, new AbortController().signal)));
}

async function last(templateId: string): Promise<{ slot: string; state: string; jobId: string | null }[]> {
  return (await world.test.ask('list-schedules', {}, BEN)).schedules.find((schedule) => schedule.templateId === templateId)!.last;
}

type Ended = { error?: { code: string; message: string }; rows?: number; notices: { kind: string; channel: string }[] };

async function ended(jobId: string, state: 'ready' | 'failed'): Promise<Ended> {
  return eventually(async () => {
    const { job } = await world.test.ask('get-job', { jobId }, BEN);
    return job.state === state && (job as Ended);
  }, 20_000);
}

describe('a schedule', () => {
  it('runs a due slot once although six workers find it, makes the whole file, tells its owner and waits for the next day (G28, T68, F2, F51)', async () => {
    const it = await scheduled();

    await look(it, { workers: 6 });
    await look(it, { workers: 2 });

    const slots = await last(it.templateId);
    expect(slots).toMatchObject([{ slot: it.next, state: 'started' }]);
    expect((await ended(slots[0]!.jobId!, 'ready')).rows).toBe(60);
    const mails = await eventually(() => world.test.mail.mails.filter(({ envelopeTo, subject }) => envelopeTo.includes(BEN.userEmail) && subject.startsWith('Your export is ready')).length || null);
    expect(mails).toBe(1);
    const [schedule] = (await world.test.ask('list-schedules', {}, BEN)).schedules;
    expect(Date.parse(schedule!.next[0]!) - Date.parse(it.next)).toBe(DAY);
    expect(await world.test.app.context.database.inPortal(portalId, (tx) => tx.job.count({ where: { requestId: { startsWith: `slot_${it.templateId}` } } }))).toBe(1);
  });

  it('runs a slot once when the clock goes back an hour after it, and comes to it again (F51)', async () => {
    const it = await scheduled();

    await look(it);
    await look(it, { lateMs: -3_600_000 });
    await look(it);

    expect(await last(it.templateId)).toHaveLength(1);
    expect(await world.test.app.context.database.inPortal(portalId, (tx) => tx.job.count({ where: { requestId: { startsWith: `slot_${it.templateId}` } } }))).toBe(1);
  });

  it('has neither run nor slot when the worker dies in between, and the next worker makes both (F2)', async () => {
    const it = await scheduled();
    const { context } = world.test.app;
    const dying = { ...context, queue: { ...context.queue, enqueue: async (...args: Parameters<typeof context.queue.enqueue>) => { if (args[1].queue === 'wake-schedule') throw new Error('killed'); return context.queue.enqueue(...args); } } } as typeof context;

    clock.ms = Date.parse(it.next) + 1_000 - Date.now();
    await expect(wakeScheduleJob.run(dying, { portalId, templateId: it.templateId, nextAt: it.next }, new AbortController().signal)).rejects.toThrow('killed');
    const between = await last(it.templateId);
    await look(it);

    expect(between).toEqual([]);
    expect(await last(it.templateId)).toMatchObject([{ state: 'started' }]);
    expect(await context.database.inPortal(portalId, (tx) => tx.job.count({ where: { requestId: { startsWith: `slot_${it.templateId}` } } }))).toBe(1);
  });

  it('of somebody who lost the right fails by name, tells them by mail, gives nothing away and goes on the next day (T18, N7)', async () => {
    const it = await scheduled();
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });

    await look(it);

    const [slot] = await last(it.templateId);
    const job = await ended(slot!.jobId!, 'failed');
    expect(slot).toMatchObject({ state: 'failed', slot: it.next });
    expect(job.error).toMatchObject({ code: 'access.refused' });
    expect(job.notices).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'failed', channel: 'email' }), expect.objectContaining({ kind: 'failed', channel: 'inbox' })]));
    // A retry asks for the right again.
    await world.test.ask('retry-job', { jobId: slot!.jobId! }, BEN);
    expect((await ended(slot!.jobId!, 'failed')).error).toMatchObject({ code: 'access.refused' });
    await world.setPolicy({});
    const [schedule] = (await world.test.ask('list-schedules', {}, BEN)).schedules;
    await look({ ...it, next: schedule!.next[0]! });
    expect((await last(it.templateId)).map(({ state }) => state)).toEqual(['started', 'failed']);
  });

  it('that could not begin tells the places that wait for its file too, and takes up what it can when it is retried (N7, S2.3)', async () => {
    const receiver = await startReceiver();
    try {
      const place = async (name: string): Promise<string> => (await world.test.ask('add-destination', { name, settings: { kind: 'webhook', url: receiver.url } }, ADMIN)).destination.id;
      const [warehouse, gone] = [await place('Warehouse'), await place('Gone')];
      const it = await scheduled({}, undefined, { titles: { net: 'Netto' }, deliverTo: [warehouse, gone] });
      await world.test.ask('remove-destination', { destinationId: gone }, ADMIN);
      await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });

      await look(it);

      const [slot] = await last(it.templateId);
      const { deliveries } = await eventually(async () => {
        const told = await world.test.ask('list-deliveries', { jobId: slot!.jobId! }, BEN);
        return told.deliveries.some(({ state }) => state === 'sent') ? told : null;
      }, 20_000);
      expect(deliveries.map(({ name, state }) => [name, state])).toEqual(expect.arrayContaining([['Warehouse', 'sent']]));
      expect(deliveries.some(({ name }) => name === 'Gone')).toBe(false);
      expect(JSON.parse(receiver.received.at(-1)!.body)).toMatchObject({ type: 'export.failed' });
      await world.setPolicy({});
      await world.test.ask('retry-job', { jobId: slot!.jobId! }, BEN);
      expect((await ended(slot!.jobId!, 'ready')).rows).toBe(60);
      const { url: link } = await world.test.ask('create-link', { jobId: slot!.jobId! }, BEN);
      expect((await downloadText(world.test, link)).split('\r\n')[0]).toContain(',Netto,');
    } finally {
      await receiver.close();
    }
  });

  it('of several tables that could not begin is not made of the first one alone by a retry (F14)', async () => {
    const joined = { layout: 'sheets' as const, tables: [{ tableId: 'hubspot:contacts@portal', columns: [] }] };
    const it = await scheduled({}, undefined, { format: 'xlsx', joined });
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });
    await look(it);
    const [slot] = await last(it.templateId);
    await ended(slot!.jobId!, 'failed');
    await world.setPolicy({});

    const { reply } = await world.test.call('retry-job', { jobId: slot!.jobId! }, BEN);

    expect(reply).toMatchObject({ ok: false, error: { code: 'job.wrong_state', message: 'This run never began, so it cannot go on.', fix: 'Run its template now, or wait for its next time.' } });
  });

  it('waits for agreement where the rules ask for it, as a click would (N7)', async () => {
    const it = await scheduled();
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: [{ userId: ADA.userId, email: ADA.userEmail }] } });

    await look(it);

    const [slot] = await last(it.templateId);
    expect((await world.test.ask('get-job', { jobId: slot!.jobId! }, BEN)).job.state).toBe('held');
  });

  it('makes up for many missed runs with one, or leaves them out, as its owner wants (S0.16, F51)', async () => {
    const made = await scheduled({ missed: 'run' });
    await look(made, { lateMs: 5 * DAY + 2 * 3_600_000 });
    const runs = await last(made.templateId);
    clock.ms = 0;
    const left = await scheduled({ missed: 'skip' });
    await look(left, { lateMs: 5 * DAY + 2 * 3_600_000 });
    const [after] = (await world.test.ask('list-schedules', {}, BEN)).schedules.filter(({ templateId }) => templateId === left.templateId);

    expect(runs).toMatchObject([{ state: 'started', slot: new Date(Date.parse(made.next) + 5 * DAY).toISOString() }]);
    expect(after!.last).toMatchObject([{ state: 'skipped', jobId: null }]);
    expect(Date.parse(after!.next[0]!)).toBe(Date.parse(left.next) + 6 * DAY);
  });

  it('does not run while it is paused, deleted, changed or early, nor in a portal that lost its access', async () => {
    const { database } = world.test.app.context;
    const it = await scheduled();
    await look(it, { lateMs: -60_000 });
    expect(await last(it.templateId)).toEqual([]);
    clock.ms = 0;

    await world.test.ask('save-schedule', { templateId: it.templateId, settings: { ...DAILY, paused: true } }, BEN);
    await look(it);
    expect((await world.test.ask('list-schedules', {}, BEN)).schedules).toMatchObject([{ next: [], last: [] }]);
    clock.ms = 0;

    await world.test.ask('save-schedule', { templateId: it.templateId, settings: { ...DAILY, rule: { kind: 'daily', at: '07:15' } } }, BEN);
    await look(it);
    expect(await last(it.templateId)).toEqual([]);
    clock.ms = 0;

    await world.test.ask('save-schedule', { templateId: it.templateId, settings: DAILY }, BEN);
    await database.inPortal(portalId, (tx) => tx.install.updateMany({ data: { state: 'needs_reauth' } }));
    await look(it);
    await database.inPortal(portalId, (tx) => tx.install.updateMany({ data: { state: 'active' } }));
    expect(await last(it.templateId)).toEqual([]);
    await look(it, { lateMs: 20 * 60_000 });
    expect(await last(it.templateId)).toMatchObject([{ state: 'started', slot: it.next }]);
  });

  it('waits while a source is away or asks for patience, for however long it says, and then makes the file', async () => {
    const { context } = world.test.app;
    const it = await scheduled();
    clock.ms = Date.parse(it.next) + 1_000 - Date.now();
    for (const thrown of [new AppError('source.unavailable'), new AppError('hubspot.rate_limited', { retry: { afterMs: 60_000 } })]) {
      const sources = context.sources.map((source) => ({ ...source, tables: () => Promise.reject(thrown) }));
      await wakeScheduleJob.run({ ...context, sources }, { portalId, templateId: it.templateId, nextAt: it.next }, new AbortController().signal);
    }

    expect(await last(it.templateId)).toEqual([]);
    await look(it, { lateMs: 2_000 });
    expect(await last(it.templateId)).toMatchObject([{ state: 'started', slot: it.next }]);
  });

  it('exports only the rows changed since the last complete run, by the column that was named (D10)', async () => {
    const it = await scheduled({ onlyChanged: { column: 'changed' } });

    await look(it);
    const first = (await last(it.templateId))[0]!;
    expect((await ended(first.jobId!, 'ready')).rows).toBe(60);
    await business.query(`update orders set changed = $1 where id in (3, 5)`, [new Date(Date.parse(it.next) + 3_600_000)]);
    const [schedule] = (await world.test.ask('list-schedules', {}, BEN)).schedules;
    await look({ ...it, next: schedule!.next[0]! });
    const second = (await last(it.templateId))[0]!;

    expect((await ended(second.jobId!, 'ready')).rows).toBe(2);
    const { url: link } = await world.test.ask('create-link', { jobId: second.jobId! }, BEN);
    expect((await downloadText(world.test, link)).split('\r\n').filter((line) => /SO-000000[35]/.test(line))).toHaveLength(2);
    const refused = await world.test.call('save-schedule', { templateId: it.templateId, settings: { ...DAILY, onlyChanged: { column: 'note' } } }, BEN);
    expect(refused.reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });

  it('begins again with all rows when an admin has changed which rows its table shows: what was exported before were others (D10)', async () => {
    const it = await scheduled({ onlyChanged: { column: 'changed' } });
    await look(it);
    await ended((await last(it.templateId))[0]!.jobId!, 'ready');
    const { version, tables } = await world.test.ask('get-connection-tables', { key: 'erp' }, ADMIN);
    const { problem: _problem, uses: _uses, ...table } = tables[0]!;
    const saved = (from: number, links: KnownTable['links']) => world.test.ask('save-connection-tables', { key: 'erp', version: from, tables: [{ ...table, links }] }, ADMIN);
    await saved(version, [{ objectTypeId: '0-1', property: 'email', take: 'value', column: 'number' }]);

    const [schedule] = (await world.test.ask('list-schedules', {}, BEN)).schedules;
    await look({ ...it, next: schedule!.next[0]! });
    expect((await ended((await last(it.templateId))[0]!.jobId!, 'ready')).rows).toBe(60);
    await saved(version + 1, []);
  });

  it('belongs to the template’s owner: a colleague neither sees nor sets it (T13)', async () => {
    const it = await scheduled();

    expect((await world.test.ask('list-schedules', {}, ADMIN)).schedules).toEqual([]);
    expect((await world.test.call('save-schedule', { templateId: it.templateId, settings: DAILY }, ADMIN)).reply).toMatchObject({ ok: false, error: { code: 'template.unknown' } });
  });

  it('is taken up again when its order in the queue was lost', async () => {
    const it = await scheduled();
    const { context } = world.test.app;
    await context.database.pool.query(`delete from pgboss.job where name = 'wake-schedule'`);

    clock.ms = Date.parse(it.next) + 3 * 3_600_000 - Date.now();
    await rearmSchedules(context, portalId);

    await eventually(async () => (await last(it.templateId)).length === 1);
  });
});
