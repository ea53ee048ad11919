import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyRule, Table } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { ADA, ADMIN, BEN, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { downloadText } from '../support/numbers-app.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld();
});
afterAll(async () => world?.close());
beforeEach(async () => {
  world.hubspot.fail = null;
  await world.setPolicy({});
});

const RECORD = { objectTypeId: '0-2', objectId: '77' } as const;
const mask: PolicyRule = { about: 'column', who: EVERYBODY, ...ORDERS, column: 'net', effect: 'mask' };

function ofErp(tables: readonly Table[]): readonly Table[] {
  return tables.filter(({ id }) => id.startsWith('erp:'));
}

async function grant(...scopes: string[]): Promise<void> {
  await world.test.app.context.database.inPortal(PortalId.parse(ADMIN.portalId), (tx) => tx.install.updateMany({ data: { scopes } }));
}

describe('the default of a new portal (T17)', () => {
  it('lets whoever installed the app export the whole account’s tables, and asks for an admin’s agreement for everybody else', async () => {
    const fresh = await startAccessWorld();
    try {
      const admin = await fresh.test.ask('start-export', fresh.request(), ADMIN);
      const other = await fresh.test.ask('start-export', fresh.request(), BEN);
      const viewed = await fresh.test.ask('view-table', { query: fresh.request().query }, BEN);
      const estimate = await fresh.test.ask('estimate-export', { query: fresh.request().query, format: 'csv' }, BEN);

      expect(admin.job.state).toBe('ready');
      expect(other.job).toMatchObject({ state: 'held', approval: { rows: 60, why: expect.stringContaining('have to be approved') } });
      expect(viewed.totalRows).toBe(60);
      expect(estimate.approval).toContain('have to be approved');
    } finally {
      await fresh.close();
    }
  });
});

describe('a table that a person may not use (N7, T17, API5)', () => {
  it('is not in their list, which says so, and every way to it is refused; an admin still has it', async () => {
    await world.setPolicy({ rules: [{ about: 'view', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });
    const { query } = world.request();

    const listed = await world.test.ask('list-tables', { record: RECORD }, BEN);
    const tries = [
      await world.test.call('view-table', { query }, BEN),
      await world.test.call('estimate-export', { query, format: 'csv' }, BEN),
      await world.test.call('start-export', world.request(), BEN),
      await world.test.call('run-action', { requestId: randomUUID(), name: 'note-snapshot', record: RECORD, query }, BEN),
    ];

    expect(ofErp(listed.tables)).toEqual([]);
    expect(listed.problems).toContainEqual({ sourceTitle: 'Siderail', message: 'One table is not shown, because you may not see it.', fix: expect.any(String) });
    for (const { status, reply } of tries) expect({ status, reply }).toMatchObject({ status: 200, reply: { ok: false, error: { code: 'access.refused' } } });
    expect((await world.test.ask('view-table', { query }, ADMIN)).totalRows).toBe(60);
  });

  it('may be seen but not taken away when only exports are denied', async () => {
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });

    const listed = await world.test.ask('list-tables', { record: RECORD }, BEN);

    expect(ofErp(listed.tables).map(({ capabilities }) => capabilities.export)).toEqual([false]);
    expect((await world.test.ask('view-table', { query: world.request().query }, BEN)).rows).toHaveLength(25);
    expect((await world.test.call('start-export', world.request(), BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });

  it('cannot be mailed to oneself by somebody who may not export it, or only with approval (N7, T17)', async () => {
    const click = { requestId: randomUUID(), name: 'mail-snapshot', record: RECORD, query: world.request().query };
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });
    const denied = await world.test.call('run-action', click, BEN);
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }] });
    const held = await world.test.call('run-action', click, BEN);

    expect(denied.reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect(held.reply).toMatchObject({ ok: false, error: { code: 'access.refused', fix: expect.stringContaining('Use Export') } });
    expect(world.test.mail.mails.filter(({ subject }) => subject.startsWith('Orders:'))).toEqual([]);
  });

  it('is refused as part of another table’s export too', async () => {
    const joined = { layout: 'sheets' as const, tables: [{ tableId: 'erp:orders@portal', columns: [] }] };
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'deny' }] });

    const { reply } = await world.test.call('start-export', { ...world.request({ tableId: 'hubspot:deals@portal', columns: [] }), format: 'xlsx', joined }, BEN);

    expect(reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });

  it('opens for one team of HubSpot’s, and closes again when HubSpot cannot say who is in it', async () => {
    await world.setPolicy({ rules: [{ about: 'view', who: EVERYBODY, ...ORDERS, effect: 'deny' }, { about: 'view', who: { kind: 'team', teamId: '7', name: 'Sales' }, ...ORDERS, effect: 'allow' }] });

    expect((await world.test.ask('view-table', { query: world.request().query }, BEN)).totalRows).toBe(60);
    expect((await world.test.call('view-table', { query: world.request().query }, { ...BEN, userId: '777' })).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    world.hubspot.fail = 400;
    const unknown = await world.test.call('view-table', { query: world.request().query }, { ...BEN, userId: '778' });
    expect(unknown.reply.ok).toBe(false);
  });
});

describe('a masked column (N7, API3, ASVS 8.2.3)', () => {
  it('reads ••• in the view and in the totals, is never asked of the database, and is whole for an admin', async () => {
    await world.setPolicy({ rules: [mask] });
    const query = { ...world.request().query, columns: ['id', 'net', 'number'] };

    const seen = await world.test.ask('view-table', { query }, BEN);
    const whole = await world.test.ask('view-table', { query }, ADMIN);

    expect(seen.rows[0]!.cells).toEqual(['1', '•••', 'SO-0000001']);
    expect(seen.columns[1]).toEqual({ key: 'net', title: expect.any(String), type: 'text', sortable: false, operators: [], masked: true });
    expect(seen.totals).toMatchObject({ net: '•••' });
    expect(whole.rows[0]!.cells[1]).toBe('0.07');
    expect(whole.totals?.['net']).toMatch(/^\d/);
  });

  it('never reaches the preview of the template builder, nor its choices, nor a file written as a country does (P2)', async () => {
    await world.setPolicy({ rules: [mask] });
    const query = { ...world.request().query, columns: ['id', 'net'] };
    const definition = { query, format: 'csv' as const, options: { locale: 'de-DE' as const, delimiter: 'semicolon' as const } };

    const preview = await world.test.ask('view-table', { query, pageSize: 20 }, BEN);
    const choices = await world.test.call('list-choices', { record: query.record, tableId: query.tableId, column: 'net' }, BEN);
    const { template } = await world.test.ask('save-template', { name: 'Masked', shared: false, from: { kind: 'definition', definition } }, BEN);
    const { link } = await world.test.ask('run-template', { templateId: template.id, requestId: 'preview_of_masked_rows' }, BEN);
    const file = await (await fetch(`${world.test.origin}${new URL(link!.url).pathname}`, { method: 'POST' })).text();
    await world.setPolicy({});
    const open = await world.test.ask('view-table', { query, pageSize: 20 }, BEN);

    expect(preview.rows).toHaveLength(20);
    expect(new Set(preview.rows.map(({ cells }) => cells[1]))).toEqual(new Set(['•••']));
    expect(choices.reply).toMatchObject({ ok: false, error: { code: 'column.unknown' } });
    const texts = [JSON.stringify(preview), file];
    for (const { cells } of open.rows) for (const text of texts) expect(text).not.toMatch(new RegExp(`(?<!\\d)${cells[1]!.replace('.', '[.,]')}(?!\\d)`));
    expect(file.trim().split('\r\n').slice(1).every((line) => line.endsWith(';•••'))).toBe(true);
  });

  it.each(['csv', 'xlsx', 'jsonl', 'parquet'] as const)('reads ••• in every row of a %s file', async (format) => {
    await world.setPolicy({ rules: [mask] });
    const { job, link } = await world.test.ask('start-export', { ...world.request(), format }, BEN);
    expect(job).toMatchObject({ state: 'ready', rows: 60 });

    const whole = await fetch(`${world.test.origin}${new URL(link!.url).pathname}`, { method: 'POST' });
    const bytes = Buffer.from(await whole.arrayBuffer());

    expect(whole.status).toBe(200);
    if (format === 'csv') expect((parse(bytes, { bom: true, from_line: 2 }) as string[][]).map((row) => row[2])).toEqual(Array.from({ length: 60 }, () => '•••'));
    if (format === 'jsonl') expect(bytes.toString().trim().split('\n').every((line) => line.includes('•••'))).toBe(true);
    expect(bytes.includes('0.07')).toBe(false);
  });

  it('cannot be filtered or sorted by, so that no value can be guessed', async () => {
    await world.setPolicy({ rules: [mask] });
    const { query } = world.request();

    for (const value of ['0.07', '0.08']) {
      const guessed = await world.test.call('view-table', { query: { ...query, filters: [{ column: 'net', operator: 'gt', value }] } }, BEN);
      expect(guessed.reply).toMatchObject({ ok: false, error: { code: 'filter.invalid' } });
    }
    expect((await world.test.call('view-table', { query: { ...query, filters: [{ column: 'net', operator: 'empty' }] } }, BEN)).reply).toMatchObject({ ok: false });
    expect((await world.test.call('view-table', { query: { ...query, sort: { column: 'net', direction: 'ascending' } } }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'sort.invalid' } });
  });

  it('that is hidden is answered like one that does not exist', async () => {
    await world.setPolicy({ rules: [{ ...mask, effect: 'hide' }] });
    const { query } = world.request();

    const hidden = await world.test.call('view-table', { query: { ...query, columns: ['net'] } }, BEN);
    const never = await world.test.call('view-table', { query: { ...query, columns: ['nothing'] } }, BEN);

    const strip = ({ reply }: typeof hidden): object => (reply.ok ? {} : { ...reply.error, supportCode: '' });
    expect(strip(hidden)).toEqual(strip(never));
    expect(ofErp((await world.test.ask('list-tables', { record: RECORD }, BEN)).tables)[0]!.columns.map(({ key }) => key)).toEqual(['id', 'number', 'note']);
  });

  it('that tells the rows apart closes the table, because rows are known by it', async () => {
    await world.setPolicy({ rules: [{ ...mask, column: 'id' }] });

    const { reply } = await world.test.call('view-table', { query: { ...world.request().query, columns: ['number'] } }, BEN);

    expect(reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });
});

describe('a table of which only the own records may be used', () => {
  it('is refused where its rows have no owner', async () => {
    await world.setPolicy({ rules: [{ about: 'view', who: EVERYBODY, ...ORDERS, effect: 'own' }] });

    expect((await world.test.call('view-table', { query: world.request().query }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.refused', message: expect.stringContaining('have no owner') } });
  });
});

describe('who is an admin', () => {
  it('is whoever installed the app, whom an admin named, and a super admin once HubSpot may say so; nobody else', async () => {
    const may = async (caller: typeof BEN): Promise<boolean> => (await world.test.ask('get-settings', {}, caller)).mayChange;

    expect([await may(ADMIN), await may(ADA), await may(BEN)]).toEqual([true, false, false]);
    await world.setPolicy({ admins: [{ userId: BEN.userId, email: BEN.userEmail }] });
    expect(await may(BEN)).toBe(true);
    await world.setPolicy({});
    await grant('settings.users.read');
    expect([await may(ADA), await may(BEN)]).toEqual([true, false]);
    await grant();
  });

  it('decides about the settings, which two admins cannot overwrite for each other', async () => {
    const { policy, version } = await world.test.ask('get-settings', {}, ADMIN);
    await world.test.ask('save-settings', { policy, version }, ADMIN);

    expect((await world.test.call('save-settings', { policy, version }, ADMIN)).reply).toMatchObject({ ok: false, error: { code: 'settings.conflict' } });
    expect((await world.test.call('save-settings', { policy, version: version + 1 }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.admin_only' } });
  });
});

describe('the audit log', () => {
  it('has every change of the settings with what stood there before, and admins can page through it (S1.30)', async () => {
    await world.setPolicy({ approval: { aboveRows: 5_000 } });
    const newest = await world.test.ask('list-audit', { limit: 1, action: 'settings' }, ADMIN);
    const next = await world.test.ask('list-audit', { limit: 100, before: newest.next!, action: 'settings' }, ADMIN);

    expect(newest.entries).toMatchObject([{ action: 'settings.changed', userId: ADMIN.userId, details: { before: { approval: { aboveRows: null } }, after: { approval: { aboveRows: 5_000 } } } }]);
    expect(next.entries.length).toBeGreaterThan(3);
    expect(next.entries.every((entry) => Number(entry.id) < Number(newest.entries[0]!.id))).toBe(true);
    expect((await world.test.call('list-audit', {}, BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.admin_only' } });
  });

  it('has exports, links and downloads, and no value of a row or secret of a connection', async () => {
    const { job, link } = await world.test.ask('start-export', world.request(), BEN);
    await downloadText(world.test, link!.url);

    const { entries } = await world.test.ask('list-audit', { userId: BEN.userId, limit: 10 }, ADMIN);
    const actions = entries.filter(({ subject }) => subject === job.id).map(({ action }) => action).reverse();

    expect(actions).toEqual(['export.started', 'export.ready', 'link.created', 'file.opened', 'file.downloaded']);
    const everything = JSON.stringify((await world.test.ask('list-audit', { limit: 100 }, ADMIN)).entries);
    expect(everything).toContain('connection.saved');
    expect(everything).not.toMatch(/postgres:\/\/|password|SO-00000/);
  });

  it('only grows: the app’s own role can neither change nor delete a line, except for retention', async () => {
    const { database } = world.test.app.context;
    const portalId = PortalId.parse(ADMIN.portalId);
    const count = (): Promise<number> => database.inPortal(portalId, (tx) => tx.auditEntry.count());
    const before = await count();

    await expect(database.inPortal(portalId, (tx) => tx.auditEntry.updateMany({ data: { userId: '1' } }))).rejects.toThrow(/append-only/);
    await expect(database.inPortal(portalId, (tx) => tx.auditEntry.deleteMany({}))).rejects.toThrow(/append-only/);
    await expect(database.pool.query('truncate audit_log')).rejects.toThrow(/append-only/);
    expect(await count()).toBe(before);

    const { deleteAuditEntries } = await import('../../src/audit/index.ts');
    expect(await database.inPortal(portalId, (tx) => deleteAuditEntries(tx, new Date(0)))).toBe(0);
    expect(await database.inPortal(portalId, (tx) => deleteAuditEntries(tx, null))).toBe(before);
  });
});
