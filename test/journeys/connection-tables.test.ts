import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EditedTable, GetConnectionTablesResponse, KnownTable, TableUses } from '#contract';
import { addConnection } from '../../src/connections/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Source } from '../../src/sources/define-source.ts';
import { ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';

const portalId = PortalId.parse(ADMIN.portalId);
const RECORD = { objectTypeId: '0-2', objectId: '77' } as const;
const NONE: TableUses = { templates: 0, schedules: 0, rules: 0, links: 0, exports: 0 };
let world: AccessWorld;
let business: pg.Client;
let url: string;
/** Waited for before a stretch of rows is handed over, and before rows are counted. */
let holdRows: () => Promise<void>;
let holdCount: () => Promise<void>;

beforeAll(async () => {
  world = await startAccessWorld({ settings: { immediateRows: 0, viewDeadlineMs: 4_000 }, overrides: ({ context }) => ({ sources: context.sources.map((source) => (source.key === 'postgres' ? held(source) : source)) }) });
  url = await storedUrl();
  business = new pg.Client({ connectionString: url });
  await business.connect();
  await business.query(`create table customers (id bigint primary key, domain text not null unique, name text)`);
  await business.query(`insert into customers values (1, 'acme.example', 'Acme'), (2, 'other.example', 'Other')`);
  await business.query(`create table closed_book (id bigint, what text)`);
  await business.query(`alter table orders add column customer_id bigint default 1`);
  await business.query(`create unique index on orders (number)`);
});
afterAll(async () => {
  await business?.end();
  await world?.close();
});
afterEach(async () => {
  letGo();
  await world.setPolicy({});
  for (const { id } of (await world.test.ask('list-templates', {}, BEN)).templates) await world.test.ask('delete-template', { templateId: id }, BEN);
  await addConnection(world.test.app.context, portalId, { key: 'erp', name: 'ERP', sourceKey: 'postgres', config: { url, tables: [{ ...firstTable, key: 'orders' }] } });
});

const firstTable: Omit<EditedTable, 'key'> = { title: 'Orders', schema: 'public', table: 'orders', rowKey: 'id', portal: true, links: [] };

function letGo(): void {
  holdRows = async () => undefined;
  holdCount = async () => undefined;
}
letGo();

function held(source: Source<unknown>): Source<unknown> {
  return {
    ...source,
    count: async (context, query) => {
      await holdCount();
      return source.count(context, query);
    },
    lines: (context, query, part, cursor, dialect) => {
      const lines = source.lines?.(context, query, part, cursor, dialect) ?? null;
      return lines === null ? null : behindHold(lines);
    },
  };
}

async function* behindHold<T>(stretches: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  for await (const stretch of stretches) {
    await holdRows();
    yield stretch;
  }
}

/** Holds whoever comes until it is opened; `reached` resolves when somebody waits. */
function gate(): { readonly wait: () => Promise<void>; readonly reached: Promise<void>; open(): void } {
  const [opened, reached] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  return { wait: () => { reached.resolve(); return opened.promise; }, reached: reached.promise, open: () => opened.resolve() };
}

async function storedUrl(): Promise<string> {
  const { database, sealer } = world.test.app.context;
  const row = await database.inPortal(portalId, (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  return (JSON.parse(await sealer.open(portalId, 'connection:erp', row.sealedConfig)) as { url: string }).url;
}

const look = (): Promise<GetConnectionTablesResponse> => world.test.ask('get-connection-tables', { key: 'erp' }, ADMIN);

function editedOf({ problem: _problem, uses: _uses, ...table }: KnownTable): EditedTable {
  return table;
}

async function save(tables: EditedTable[], version?: number) {
  return world.test.ask('save-connection-tables', { key: 'erp', version: version ?? (await look()).version, tables }, ADMIN);
}

const errorOf = async (answer: Promise<{ reply: { ok: boolean } }>): Promise<object | null> => {
  const { reply } = await answer;
  if (!('error' in reply)) return null;
  const { supportCode: _code, ...error } = reply.error as { supportCode: string };
  return error;
};

/** The rows of a finished export's file, without its header. */
async function rowsOf(jobId: string): Promise<string[][]> {
  const { url } = await world.test.ask('create-link', { jobId }, ADMIN);
  return (parse(await downloadText(world.test, url), { bom: true }) as string[][]).slice(1);
}

describe('the tables of a connection that is there (S1.1, P3)', () => {
  it('are shown as they are set up, with what uses each, beside what the database has now and may be read of it', async () => {
    await world.setPolicy({ rules: [{ about: 'column', who: EVERYBODY, ...ORDERS, column: 'net', effect: 'mask' }] });
    const { template } = await world.test.ask('save-template', { name: 'Orders', shared: false, from: { kind: 'definition', definition: { query: world.request({ columns: ['id', 'number'] }).query, format: 'csv' } } }, BEN);
    await world.test.ask('save-schedule', { templateId: template.id, settings: { rule: { kind: 'daily', at: '06:00' }, blackouts: [], missed: 'run', onlyChanged: null, paused: false } }, BEN);

    const { tables, offers } = await look();

    expect(tables).toEqual([{ ...firstTable, key: 'orders', problem: null, uses: { ...NONE, templates: 1, schedules: 1, rules: 1 } }]);
    expect(offers.map(({ table, keys }) => [table, keys])).toEqual([['closed_book', []], ['customers', ['id', 'domain']], ['orders', ['id', 'number']]]);
  });

  it('are added, changed and taken away together; the password stays, and the log says what was done', async () => {
    const link = { objectTypeId: '0-2', property: 'domain', take: 'value', column: 'customer_id', idProperty: 'customer_number', through: { schema: 'public', table: 'customers', key: 'id', match: 'domain' } } as const;
    const { version } = await look();
    await save([{ ...firstTable, key: 'orders', title: 'All orders', links: [link] }, { title: 'Customers', schema: 'public', table: 'customers', rowKey: 'id', portal: true, links: [], key: null }]);

    const after = await look();
    expect(after.version).toBe(version + 1);
    expect(after.tables.map(editedOf)).toMatchObject([{ key: 'orders', title: 'All orders', links: [link] }, { key: 'public.customers', title: 'Customers' }]);
    expect(await storedUrl()).toBe(url);
    expect((await world.test.ask('list-tables', { record: RECORD }, ADMIN)).tables.map(({ title, scope }) => `${title} ${scope}`)).toEqual(expect.arrayContaining(['All orders record', 'All orders portal', 'Customers portal']));
    const [entry] = (await world.test.ask('list-audit', { action: 'connection.tables' }, ADMIN)).entries;
    expect(entry).toMatchObject({
      userId: ADMIN.userId, subject: 'erp',
      details: { title: 'ERP', changes: [{ key: 'orders', title: 'All orders', how: 'changed', what: ['title', 'links'] }, { key: 'public.customers', title: 'Customers', how: 'added', what: [] }] },
    });

    await save([editedOf(after.tables[0]!)]);
    expect((await world.test.ask('list-tables', { record: RECORD }, ADMIN)).tables.map(({ title }) => title)).not.toContain('Customers');
  });

  it('say what is wrong with them: a table that is gone, one without the right, and a column that is missing', async () => {
    await save([{ ...firstTable, key: 'orders' }, { title: 'Customers', schema: 'public', table: 'customers', rowKey: 'id', portal: true, links: [], key: null }]);
    await business.query(`alter table customers rename to clients`);

    const { tables, offers } = await look();
    expect(tables.map(({ title, problem }) => [title, problem])).toEqual([['Orders', null], ['Customers', 'gone']]);
    // It can be pointed to where the table is now, under the key that rules and templates know.
    expect(offers.map(({ table }) => table)).toContain('clients');
    await save([editedOf(tables[0]!), { ...editedOf(tables[1]!), table: 'clients' }]);
    expect((await look()).tables).toMatchObject([{ key: 'orders' }, { key: 'public.customers', table: 'clients', problem: null }]);
    await business.query(`alter table clients rename to customers`);
  });

  it('are only what the database has: every other name is refused by the table’s title, and nothing is saved', async () => {
    const { version } = await look();
    const link = { objectTypeId: '0-2', property: 'domain', take: 'value', column: 'customer_id' } as const;
    const wrong: [Partial<EditedTable>, RegExp][] = [
      [{ table: 'no_such_table' }, /has no table public\.no_such_table/],
      [{ rowKey: 'net' }, /net is no column of public\.orders that is unique/],
      [{ table: 'closed_book', rowKey: 'id' }, /id is no column of public\.closed_book/],
      [{ links: [{ ...link, column: 'no_such_column' }] }, /a column that it names is not in the database/],
      [{ links: [{ ...link, through: { schema: 'public', table: 'customers', key: 'id', match: 'no_such_column' } }] }, /a column that it names is not in the database/],
      [{ table: 'orders"; drop table orders; --' }, /has no table/],
    ];
    for (const [change, message] of wrong) {
      const answer = await errorOf(world.test.call('save-connection-tables', { key: 'erp', version, tables: [{ ...firstTable, key: 'orders' }, { ...firstTable, ...change, title: 'Mine', key: null }] }, ADMIN));
      expect(answer).toMatchObject({ code: 'request.invalid', message: expect.stringMatching(message) });
    }
    expect(await look()).toMatchObject({ version, tables: [{ key: 'orders' }] });
  });

  it('of two admins who change them at once, one is told and what the other saved stays', async () => {
    const { version } = await look();
    const titled = (title: string) => errorOf(world.test.call('save-connection-tables', { key: 'erp', version, tables: [{ ...firstTable, key: 'orders', title }] }, ADMIN));
    const answers = await Promise.all([titled('One'), titled('Other')]);

    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.filter((answer) => answer !== null)).toMatchObject([{ code: 'connection.changed', fix: expect.stringContaining('Open it again') }]);
    expect((await look()).tables[0]!.title).toBe(answers[0] === null ? 'One' : 'Other');
    // The form of name and place is told too.
    const [shown] = (await world.test.ask('list-connections', {}, ADMIN)).connections;
    const renamed = world.test.call('update-connection', { key: 'erp', name: 'Late', address: { ...shown!.address, password: '' }, version }, ADMIN);
    expect(await errorOf(renamed)).toMatchObject({ code: 'connection.changed' });
    expect((await world.test.ask('list-connections', {}, ADMIN)).connections).toEqual([shown]);
  });

  it('are for admins, and of another HubSpot account as unknown as none (T13)', async () => {
    const { call } = world.test;
    const tables = [{ ...firstTable, key: 'orders' }];
    for (const ask of [(key: string, caller: typeof EVE) => call('get-connection-tables', { key }, caller), (key: string, caller: typeof EVE) => call('save-connection-tables', { key, version: 1, tables }, caller)]) {
      expect(await errorOf(ask('erp', BEN))).toMatchObject({ code: 'access.admin_only' });
      const theirs = await errorOf(ask('erp', EVE));
      expect(theirs).toMatchObject({ code: 'connection.unknown' });
      expect(theirs).toEqual(await errorOf(ask('none', EVE)));
    }
  });
});

describe('what was begun by the settings of before', () => {
  it('an export that is reading goes on by them to its end: all rows, no column shifted (T64)', async () => {
    const { wait, reached, open } = gate();
    holdRows = wait;
    const { job } = await world.test.ask('start-export', world.request({ columns: ['id', 'number', 'net'] }), ADMIN);
    await reached;
    expect((await look()).tables[0]!.uses.exports).toBe(1);
    await save([{ title: 'Customers', schema: 'public', table: 'customers', rowKey: 'domain', portal: true, links: [], key: 'orders' }]);
    open();

    const ready = await jobIn(world.test, job.id, 'ready');
    expect([ready.rows, ready.certificate.complete]).toEqual([60, true]);
    expect((await rowsOf(job.id)).map(([id, number, net]) => [id, number, net])).toEqual(Array.from({ length: 60 }, (_none, at) => [String(at + 1), `SO-${String(at + 1).padStart(7, '0')}`, (((at + 1) * 7) / 100).toFixed(2)]));
  });

  it('one that still waits fails by the table’s name instead of reading other rows than were agreed to, and runs again as it is now', async () => {
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }] });
    const waiting = async () => (await world.test.ask('start-export', world.request(), BEN)).job.id;
    const decided = async (jobId: string) => {
      await world.test.ask('decide-approval', { jobId, decision: 'approve' }, ADMIN);
      return eventually(async () => {
        const { job } = await world.test.ask('get-job', { jobId }, BEN);
        return job.state === 'failed' || job.state === 'ready' ? job : null;
      });
    };
    const [retitled, moved] = [await waiting(), await waiting()];
    await save([{ ...firstTable, key: 'orders', title: 'Orders, new' }]);
    expect(await decided(retitled)).toMatchObject({ state: 'ready' });
    await save([{ ...firstTable, key: 'orders', title: 'Orders, new', rowKey: 'number' }]);

    expect(await decided(moved)).toMatchObject({ state: 'failed', error: { code: 'source.changed', message: expect.stringContaining('“Orders, new”') } });
    const again = (await world.test.ask('rerun-export', { requestId: randomUUID(), jobId: moved }, BEN)).job.id;
    expect(await decided(again)).toMatchObject({ state: 'ready', rows: 60 });
  });

  it('a template of a table that was taken away says so by the error it always had', async () => {
    const definition = { query: world.request({ columns: ['id'] }).query, format: 'csv' as const };
    const { template } = await world.test.ask('save-template', { name: 'Orders', shared: false, from: { kind: 'definition', definition } }, BEN);
    await save([{ title: 'Customers', schema: 'public', table: 'customers', rowKey: 'id', portal: true, links: [], key: null }]);
    expect(await errorOf(world.test.call('run-template', { templateId: template.id, requestId: randomUUID() }, BEN))).toMatchObject({ code: 'table.unknown' });

    // Another table under another key does not take its place, for rules either.
    expect((await look()).tables.map(({ key }) => key)).toEqual(['public.customers']);
    const back = await world.test.ask('save-connection-tables', { key: 'erp', version: (await look()).version, tables: [{ ...firstTable, key: null }] }, ADMIN);
    expect(back.connections[0]!.tables.map(({ key }) => key)).toEqual(['public.orders']);
  });

  it('a page, a kept slow view and what was learned of the table are not gone on with (D2, S0.20)', async () => {
    const query = { ...world.request({ columns: ['id', 'number'] }).query };
    const view = (page?: string) => world.test.call('view-table', { query, pageSize: 10, ...(page === undefined ? {} : { page }) }, ADMIN);
    const { wait, open } = gate();
    holdCount = wait;
    const slow = await world.test.ask('view-table', { query, pageSize: 10 }, ADMIN);
    open();
    letGo();
    await jobIn(world.test, slow.pending!.jobId, 'shown');
    const kept = await world.test.ask('view-table', { query, pageSize: 10 }, ADMIN);
    await business.query(`insert into orders values (61, 'SO-0000061', 1, null, 1)`);
    expect((await world.test.ask('view-table', { query, pageSize: 10 }, ADMIN)).asOf).toBe(kept.asOf);
    const { job } = await world.test.ask('start-export', world.request(), ADMIN);
    await jobIn(world.test, job.id, 'ready');
    const learned = () => world.test.app.context.database.inPortal(portalId, (tx) => tx.exportStatistics.count({ where: { tableId: 'erp:orders@portal' } }));
    expect(await learned()).toBe(1);

    await save([{ ...firstTable, key: 'orders', rowKey: 'number' }]);

    expect(await errorOf(view(kept.nextPage!))).toMatchObject({ code: 'page.invalid' });
    expect((await world.test.ask('view-table', { query, pageSize: 10 }, ADMIN)).totalRows).toBe(61);
    expect(await learned()).toBe(0);
    await business.query(`delete from orders where id = 61`);
  });
});
