import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { ADA, ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { downloadText } from '../support/numbers-app.ts';

/** A column whose name holds what is not seen. */
const ODD = 'soft\u00adhyphen';

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld();
  const { context } = world.test.app;
  const stored = await context.database.inPortal(PortalId.parse(BEN.portalId), (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  const { url } = JSON.parse(await context.sealer.open(PortalId.parse(BEN.portalId), 'connection:erp', stored.sealedConfig)) as { url: string };
  const business = new pg.Client({ connectionString: url });
  await business.connect();
  await business.query(`alter table orders add column ${pg.escapeIdentifier(ODD)} text`);
  await business.end();
});
afterAll(async () => world?.close());

const definition = { query: { record: { objectTypeId: '0-2' as const, objectId: '77' }, tableId: 'erp:orders@portal', columns: ['id', 'number', 'net', 'note'], filters: [{ column: 'net', operator: 'lte' as const, value: '0.63' }] }, format: 'csv' as const };

async function save(name: string, shared = false, caller = BEN): Promise<Template> {
  return (await world.test.ask('save-template', { name, shared, from: { kind: 'definition', definition } }, caller)).template;
}

async function run(templateId: string, caller = BEN): Promise<string> {
  const { job } = await world.test.ask('run-template', { templateId, requestId: randomUUID() }, caller);
  return job.id;
}

async function code(route: 'run-template' | 'delete-template' | 'copy-template', templateId: string, caller = BEN): Promise<string> {
  const request = { 'run-template': { templateId, requestId: randomUUID() }, 'delete-template': { templateId }, 'copy-template': { templateId, name: 'Copy' } }[route];
  const { reply } = await world.test.call(route, request as never, caller);
  return reply.ok ? 'ok' : `${reply.error.code}: ${reply.error.message}`;
}

describe('a template', () => {
  it('is saved, changed, run, copied and deleted by its owner; its runs are exports like any other (S0.16)', async () => {
    await world.setPolicy({});
    const made = await save('Small orders');
    const changed = (await world.test.ask('save-template', { change: { templateId: made.id, version: 1 }, name: 'Nine orders', shared: false, from: { kind: 'definition', definition } }, BEN)).template;
    const stale = await world.test.call('save-template', { change: { templateId: made.id, version: 1 }, name: 'Too late', shared: false, from: { kind: 'definition', definition } }, BEN);
    const { job, link } = await world.test.ask('run-template', { templateId: made.id, requestId: randomUUID() }, BEN);
    const copy = (await world.test.ask('copy-template', { templateId: made.id, name: 'Copy' }, BEN)).template;

    expect(changed).toMatchObject({ id: made.id, version: 2, mine: true, tableTitle: 'Orders', sourceTitle: 'ERP', columns: [{ key: 'id' }, { key: 'number' }, { key: 'net' }, { key: 'note' }] });
    expect(stale.reply).toMatchObject({ ok: false, error: { code: 'template.conflict' } });
    expect(job).toMatchObject({ state: 'ready', rows: 9 });
    expect((await downloadText(world.test, link!.url)).split('\r\n')[0]).toMatch(/id.*number.*net.*note/i);
    expect(copy).toMatchObject({ name: 'Copy', shared: false, version: 1, definition: changed.definition });
    expect((await world.test.ask('list-templates', {}, BEN)).templates.map(({ name }) => name)).toEqual(['Copy', 'Nine orders']);
    expect(await code('delete-template', copy.id)).toBe('ok');
    expect(await code('run-template', copy.id)).toMatch(/^template.unknown/);
  });

  it('made of an export whose columns have names nobody could give them, or with too many columns, does not keep the list from being shown', async () => {
    await world.setPolicy({});
    const odd = { ...definition, query: { ...definition.query, columns: [...definition.query.columns, ODD] } };
    const { job } = await world.test.ask('start-export', { requestId: randomUUID(), ...odd }, BEN);
    const { template } = await world.test.ask('save-template', { name: 'Odd', shared: false, from: { kind: 'export', jobId: job.id } }, BEN);
    const filters = Array.from({ length: 11 }, () => definition.query.filters[0]);
    await world.test.app.context.database.inPortal(PortalId.parse(BEN.portalId), (tx) => tx.$executeRaw`update export_sheets set query = jsonb_set(query, '{filters}', ${JSON.stringify(filters)}::jsonb) where job_id = ${job.id}::uuid`);

    const tooMany = await world.test.call('save-template', { name: 'Too many', shared: false, from: { kind: 'export', jobId: job.id } }, BEN);

    expect(template.definition.query.columns).toEqual(odd.query.columns);
    expect(tooMany.reply).toMatchObject({ ok: false, error: { code: 'request.invalid', message: expect.stringContaining('too large') } });
    expect((await world.test.ask('list-templates', {}, BEN)).templates.map(({ id }) => id)).toContain(template.id);
    expect(await code('delete-template', template.id)).toBe('ok');
  });

  it('is made of an export that was good, with its columns and filters', async () => {
    await world.setPolicy({});
    const { job } = await world.test.ask('start-export', { requestId: randomUUID(), ...definition }, BEN);

    const { template } = await world.test.ask('save-template', { name: 'As before', shared: false, from: { kind: 'export', jobId: job.id } }, BEN);
    const foreign = await world.test.call('save-template', { name: 'Not mine', shared: false, from: { kind: 'export', jobId: job.id } }, ADA);

    expect(template.definition.query).toEqual(definition.query);
    expect(foreign.reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
  });

  it('writes columns under the names it gives them, in its order, and sends the file where it says, its delivery included', async () => {
    await world.setPolicy({});
    const { destination } = await world.test.ask('add-destination', { name: 'Channel', settings: { kind: 'webhook', url: 'http://127.0.0.1:9/in' } }, ADMIN);
    const named = { ...definition, query: { ...definition.query, columns: ['net', 'id'] }, titles: { net: 'Netto, €' }, deliverTo: [destination.id] };
    const { template } = await world.test.ask('save-template', { name: 'Named', shared: false, from: { kind: 'definition', definition: named } }, BEN);
    const { job, link } = await world.test.ask('run-template', { templateId: template.id, requestId: randomUUID() }, BEN);

    expect((await downloadText(world.test, link!.url)).split('\r\n')[0]).toMatch(/^\uFEFF"Netto, €",id$/i);
    expect((await world.test.ask('list-deliveries', { jobId: job.id }, BEN)).deliveries).toMatchObject([{ name: 'Channel' }]);
    expect((await world.test.ask('save-template', { name: 'As before, delivered', shared: false, from: { kind: 'export', jobId: job.id } }, BEN)).template.definition.deliverTo).toEqual([destination.id]);
    await world.test.ask('switch-destination', { destinationId: destination.id, state: 'disabled' }, ADMIN);
    expect(await code('run-template', template.id)).toMatch(/^destination.off/);
    for (const deliverTo of [[destination.id], [randomUUID()]]) {
      expect((await world.test.call('save-template', { name: 'Nowhere', shared: false, from: { kind: 'definition', definition: { ...definition, deliverTo } } }, BEN)).reply).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^destination\.(off|unknown)$/) } });
    }
    expect((await world.test.call('save-template', { name: 'Two lines', shared: false, from: { kind: 'definition', definition: { ...definition, titles: { net: 'a\nb' } } } }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });

  it('of 500, each as wide as one can be, all are listed, in answers of less than 1 MB', async () => {
    const { database } = world.test.app.context;
    const made = await save('Widest of all');
    const columns = Array.from({ length: 200 }, (_, at) => ({ key: `column_with_a_rather_long_name_${at}`, title: `A title of some length ${at}`, type: 'text' as const, sortable: true, operators: [] }));
    await database.inPortal(PortalId.parse(BEN.portalId), async (tx) => {
      const row = await tx.template.findUniqueOrThrow({ where: { id: made.id } });
      const wide = { ...definition, query: { ...definition.query, columns: columns.map(({ key }) => key) } };
      await tx.template.createMany({ data: Array.from({ length: 500 }, (_, at) => ({ ...row, definition: wide, tables: [{ tableId: 'erp:orders@portal', title: 'Orders', sourceTitle: 'ERP', columns }], id: randomUUID(), name: `Wide ${at % 250}`, shared: true })) });
    });
    const seen = new Set<string>();
    let [after, calls] = [undefined as string | undefined, 0];
    for (let more = true; more; calls += 1) {
      const answer = await world.test.ask('list-templates', after === undefined ? {} : { after }, ADA);
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(1_000_000);
      for (const { id } of answer.templates) {
        expect(seen.has(id)).toBe(false);
        seen.add(id);
      }
      [after, more] = [answer.templates.at(-1)?.id, answer.more === true];
    }

    expect([...seen].length).toBeGreaterThanOrEqual(500);
    expect(calls).toBeLessThan(40);
    expect((await world.test.ask('list-templates', { after: randomUUID() }, ADA)).templates).toEqual([]);
    await database.inPortal(PortalId.parse(BEN.portalId), (tx) => tx.template.deleteMany({ where: { name: { startsWith: 'Wide' } } }));
  });

  it('is private until it is shared; shared, a colleague runs it with their own rights and changes only a copy (T13, T17)', async () => {
    await world.setPolicy({});
    const [secret, shared] = [await save('Private'), await save('Shared', true)];
    await world.setPolicy({ rules: [{ about: 'export', who: { kind: 'user', userId: ADA.userId, name: 'Ada' }, ...ORDERS, effect: 'deny' }, { about: 'export', who: EVERYBODY, ...ORDERS, effect: 'allow' }] });

    expect((await world.test.ask('list-templates', {}, ADA)).templates.map(({ name, mine }) => [name, mine])).toEqual([['Shared', false]]);
    for (const caller of [ADA, EVE]) for (const route of ['run-template', 'copy-template', 'delete-template'] as const) expect(await code(route, secret.id, caller)).toMatch(/^template.unknown/);
    expect(await code('run-template', shared.id, EVE)).toMatch(/^template.unknown/);
    expect(await code('run-template', shared.id, ADA)).toMatch(/^access.refused/);
    expect(await code('delete-template', shared.id, ADMIN)).toMatch(/^template.not_yours/);
    expect(await code('copy-template', shared.id, ADMIN)).toBe('ok');
    const adminsRun = await run(shared.id, ADMIN);
    expect((await world.test.call('get-job', { jobId: adminsRun }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
  });

  it('asks for somebody’s agreement when the rules ask for it today, although nobody did when it was saved (N7)', async () => {
    await world.setPolicy({});
    const made = await save('Soon with agreement');
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: [{ userId: ADA.userId, email: ADA.userEmail }] } });

    const jobId = await run(made.id);

    expect((await world.test.ask('get-job', { jobId }, BEN)).job.state).toBe('held');
  });

  it('whose columns were deleted, renamed or retyped says which, and gives no file with shifted columns (S0.16, T64)', async () => {
    await world.setPolicy({});
    const made = await save('Fragile');
    const { context } = world.test.app;
    const portalId = PortalId.parse(BEN.portalId);
    const stored = await context.database.inPortal(portalId, (tx) => tx.template.findUniqueOrThrow({ where: { id: made.id } }));
    const [table] = stored.tables as { columns: { key: string; title: string; type: string }[] }[];
    // As if the database had been changed since: the saved columns are those of an earlier day.
    const columns = table!.columns.map((column) => ({ id: column, number: { ...column, title: 'Order no' }, net: { ...column, type: 'text' }, note: { ...column, key: 'remark', title: 'Remark' } })[column.key]!);
    await context.database.inPortal(portalId, (tx) => tx.template.update({ where: { id: made.id }, data: { tables: [{ ...table!, columns }] as never } }));

    const answer = await code('run-template', made.id);
    const jobs = await context.database.inPortal(portalId, (tx) => tx.job.count({ where: { title: { contains: 'Fragile' } } }));

    expect(answer).toMatch(/^template.changed: .*“Order no” is called “.+” now; “.+” was text and is (money|number) now; “Remark” is no longer there\.$/);
    expect(jobs).toBe(0);
    await world.test.ask('save-template', { change: { templateId: made.id, version: 1 }, name: 'Fragile', shared: true, from: { kind: 'unchanged' } }, BEN);
    expect(await code('run-template', made.id), 'shared, and still of an earlier day').toMatch(/^template.changed/);
    await world.test.ask('save-template', { change: { templateId: made.id, version: 2 }, name: 'Fragile', shared: false, from: { kind: 'definition', definition } }, BEN);
    expect(await code('run-template', made.id)).toBe('ok');
  });
});
