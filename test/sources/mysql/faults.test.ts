import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Cell } from '#contract';
import type { SourceBatch, SourceContext, SourceQuery } from '../../../src/sources/define-source.ts';
import { createConnections } from '../../../src/sources/mysql/connections.ts';
import { mysqlSource } from './local-source.ts';
import { LIMITS } from '../../../src/sources/mysql/limits.ts';
import type { MysqlConfig } from '../../../src/sources/mysql/mysql-config.ts';
import { localResolveHost as resolveHost } from '../../support/local-resolve-host.ts';
import { words } from '../../../src/sources/mysql/sql.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { startSlowProxy } from './slow-proxy.ts';
import { contextOf, errorOf, queryOf, wholeRead } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const ROWS = 1050;
let server: MariaDb;
let database: MariaDbDatabase;
let context: SourceContext<MysqlConfig>;
const source = mysqlSource({ limits: { chunkRows: 100, lockMs: 900, countMs: 300, idleMs: 100 } });

beforeAll(async () => {
  server = await startMariaDb();
});
beforeEach(async () => {
  database = await server.createDatabase();
  await makeOrders('InnoDB');
  const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
  context = contextOf(source.config.parse({ url: database.url, tables }), { lane: 'background' });
});
afterAll(() => server?.close());

async function makeOrders(engine: string): Promise<void> {
  await run(database.adminUrl, `drop table if exists orders; create table orders (id bigint primary key, status varchar(9), note longtext) engine=${engine};
    insert into orders select seq * 3, case seq % 7 when 0 then null else concat('s', seq % 5) end, concat('note ', seq) from seq_1_to_${ROWS}`);
}

const theQuery = (sort?: SourceQuery['sort']): Promise<SourceQuery> => queryOf(source, context, { table: 'orders', ...(sort && { sort }) });
/** The reader's connections; the tests' own are the administrator's or say so. */
const connected = async (condition = 'true'): Promise<string[]> =>
  (await run(database.adminUrl, `select id from information_schema.processlist where user = '${database.name}' and ${condition}`)).map((row) => String(row['id']));

/** Reads part 0 and calls `disturb` after the second batch. */
async function readDisturbed(query: SourceQuery, disturb: () => Promise<unknown>, after = 2): Promise<{ rows: (readonly Cell[])[]; cursor: string; error: unknown }> {
  const [part] = (await source.plan(context, query)).parts;
  const rows: (readonly Cell[])[] = [];
  let cursor = '';
  let batches = 0;
  try {
    for await (const batch of source.read(context, query, part!, null)) {
      rows.push(...batch.rows);
      cursor = batch.cursor;
      batches += 1;
      if (batches === after) await disturb();
    }
  } catch (error) {
    return { rows, cursor, error };
  }
  return { rows, cursor, error: null };
}

async function collect(batches: AsyncIterable<SourceBatch>): Promise<(readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for await (const batch of batches) rows.push(...batch.rows);
  return rows;
}

describe('F13 MariaDB fails in the middle of an export', () => {
  it('says that it does not answer when the connection is killed, and goes on behind the last batch with not a row lost', async () => {
    await run(database.adminUrl, `update orders set note = repeat('x', 20000)`);
    const query = await theQuery();
    const undisturbed = await wholeRead(source, context, query);

    const broken = await readDisturbed(query, async () => {
      for (const id of await connected()) await run(database.adminUrl, `kill ${id}`);
    });
    const rest = await collect(source.read(context, query, (await source.plan(context, query)).parts[0]!, broken.cursor));

    expect(broken.error).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
    expect(broken.rows.length).toBeLessThan(ROWS);
    expect([...broken.rows, ...rest]).toEqual(undisturbed);
  });

  it.each([null, { column: 'status', direction: 'ascending' as const }, { column: 'status', direction: 'descending' as const }])('S0.16 continues from every cursor exactly as an undisturbed read would (%o)', async (sort) => {
    const query = await theQuery(sort);
    const undisturbed = await wholeRead(source, context, query);
    const [part] = (await source.plan(context, query)).parts;
    let seen = 0;

    for await (const batch of source.read(context, query, part!, null)) {
      seen += batch.rows.length;
      const rest = await collect(source.read(context, query, part!, batch.cursor));
      expect(rest).toEqual(undisturbed.slice(seen));
    }

    expect(seen).toBe(ROWS);
  });

  it.each(['InnoDB', 'MyISAM'])('S0.16 keeps every row that is there from start to end exactly once, interrupted at each batch while others come and go (%s)', async (engine) => {
    await makeOrders(engine);
    const query = await theQuery();
    const [part] = (await source.plan(context, query)).parts;
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    for (let interruption = 0; ; interruption += 1) {
      let more = false;
      for await (const batch of source.read(context, query, part!, cursor)) {
        seen.push(...batch.rows.map((row) => row[0]!));
        ({ cursor } = batch);
        more = true;
        break;
      }
      if (!more) break;
      // A row before, at and behind the cursor goes, another comes; those divisible by 30 always stay.
      const at = Number(seen.at(-1));
      if (at > 3000) continue;
      await run(database.adminUrl, `delete from orders where id in (${at - 6}, ${at}, ${at + 3}, ${at + 9}) and id % 30 <> 0; insert ignore into orders values (${at - 1}, 'new', ''), (${at + 1}, 'new', ''), (${at + 4}, 'new', '')`);
      if (interruption > 100) throw new Error('the reading never ends');
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort((one, other) => Number(one) - Number(other)));
    const staying = Array.from({ length: ROWS }, (_, at) => (at + 1) * 3).filter((id) => id % 30 === 0).map(String);
    expect(seen.filter((id) => Number(id) % 30 === 0)).toEqual(staying);
  });

  it('reads one moment: what others change meanwhile is in the file as it was, and the plan says so', async () => {
    const query = await theQuery({ column: 'status', direction: 'ascending' });
    const undisturbed = await wholeRead(source, context, query);

    const { rows } = await readDisturbed(query, () => run(database.adminUrl, `update orders set status = 'zzz' where id % 2 = 0; delete from orders where id > 3000; insert into orders values (1, 'a', '')`));

    expect(rows).toEqual(undisturbed);
    expect((await source.plan(context, query)).consistency).toContain('as it was at one moment');
  });

  it('does not promise one moment where the engine has none, and holds up no writer', async () => {
    await makeOrders('MyISAM');
    const query = await theQuery();

    const { rows, error } = await readDisturbed(query, () => run(database.adminUrl, `set session lock_wait_timeout = 5; insert into orders values (999999, 'late', '')`));

    expect(error).toBeNull();
    expect(rows).toHaveLength(ROWS + 1);
    expect((await source.plan(context, query)).consistency).toContain('keeps no old versions');
  });

  it('says that the table changed when it or a chosen column is gone, and is not disturbed by an added column', async () => {
    const query = await theQuery();
    const [part] = (await source.plan(context, query)).parts;
    const first = await readDisturbed(query, () => Promise.reject(new Error('worker gone')));
    const goOn = (): Promise<(readonly Cell[])[]> => collect(source.read(context, query, part!, first.cursor));

    await run(database.adminUrl, 'alter table orders add column extra int default 5 first');
    expect([...first.rows, ...(await goOn())].map((row) => row.length)).toEqual(Array.from({ length: ROWS }, () => 3));
    await run(database.adminUrl, 'alter table orders drop column note');
    expect(await errorOf(goOn())).toMatchObject({ code: 'column.unknown', retry: 'never' });
    await run(database.adminUrl, 'drop table orders');
    expect(await errorOf(goOn())).toMatchObject({ code: 'source.changed', retry: 'never' });
  });

  it('finishes what it began when somebody wants to drop the table meanwhile: the server lets them wait', async () => {
    await run(database.adminUrl, `update orders set note = repeat('x', 20000)`);
    let dropped: Promise<unknown> = Promise.resolve();

    const { rows, error } = await readDisturbed(await theQuery(), async () => {
      dropped = run(database.adminUrl, 'drop table orders');
      await expect.poll(async () => (await run(database.adminUrl, `select id from information_schema.processlist where info like 'drop table%' and state like 'Waiting%'`)).length).toBe(1);
    });
    await dropped;

    expect(error).toBeNull();
    expect(rows).toHaveLength(ROWS);
  });
});

describe('F13 MariaDB is slow', () => {
  /** Runs `work` while the table is locked against every reader. */
  async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
    const holder = await createConnection({ uri: database.adminUrl });
    try {
      await holder.query('lock tables orders write');
      return await work();
    } finally {
      await holder.end();
    }
  }

  it('gives up on a locked table with a plain sentence', async () => {
    const query = await theQuery();
    const error = await whileLocked(() => errorOf(source.page({ ...context, lane: 'person' }, query, { cursor: null, size: 5 })));
    expect(error).toMatchObject({ code: 'source.timeout', retry: 'backoff' });
  });

  it('gives up when the statement takes too long, and leaves a slow count out of the view', async () => {
    const slow = mysqlSource({ limits: { personStatementMs: 200, countMs: 200, lockMs: 30_000 } });
    const person = { ...context, lane: 'person' as const };
    const query = await queryOf(slow, person, { table: 'orders' });

    const [error, count] = await whileLocked(() => Promise.all([errorOf(slow.page(person, query, { cursor: null, size: 5 })), slow.count(person, query)]));

    expect(error.code).toBe('source.timeout');
    expect(count).toBeNull();
  });

  it('keeps the statement timeout on the server too, for reads of jobs as well', async () => {
    const slow = mysqlSource({ limits: { readMs: 300, lockMs: 30_000 } });
    const query = await queryOf(slow, context, { table: 'orders' });
    const [part] = (await slow.plan(context, query)).parts;

    const error = await whileLocked(() => errorOf(collect(slow.read(context, query, part!, null))));

    expect(error).toMatchObject({ code: 'source.timeout', message: 'mysql: error 1969' });
  });

  it.each(['person', 'background'] as const)('stops at once when the call is aborted (%s), also on the server', async (lane) => {
    const patient = mysqlSource({ limits: { lockMs: 60_000 } });
    const query = await theQuery();
    const stopper = new AbortController();
    const reason = new Error('cancelled by the person');

    await whileLocked(async () => {
      const asked = patient.count({ ...context, lane, signal: stopper.signal }, query);
      await expect.poll(() => connected(`state like 'Waiting%'`), { timeout: 30_000 }).toHaveLength(1);
      stopper.abort(reason);
      await expect(asked).rejects.toBe(reason);
      await expect.poll(() => connected(`state like 'Waiting%'`), { timeout: 30_000 }).toEqual([]);
    });
  });

  it.each(['person', 'background'] as const)('tells the server to stop what it is busy with, which a lost connection alone would not (%s)', async (lane) => {
    const connections = createConnections({ resolveHost, limits: LIMITS });
    const stopper = new AbortController();
    const busy = (): Promise<string[]> => connected(`info like '%benchmark%'`);

    const asked = connections.ask({ ...context, lane, signal: stopper.signal }, words('select cast(benchmark(2000000000, md5(1)) as char)')).catch((error: unknown) => error);
    await expect.poll(busy, { timeout: 30_000 }).toHaveLength(1);
    stopper.abort(new Error('cancelled'));

    await asked;
    await expect.poll(busy, { timeout: 30_000 }).toEqual([]);
  });

  it('turns a passed deadline into the timeout a person understands', async () => {
    const query = await theQuery();
    const error = await whileLocked(() => errorOf(source.page({ ...context, signal: AbortSignal.timeout(100) }, query, { cursor: null, size: 5 })));
    expect(error.code).toBe('source.timeout');
  });

  it('passes rows on that come slowly, and so gets on however short the attempts are', async () => {
    await run(database.adminUrl, `delete from orders where id > 30; update orders set note = repeat('z', 100000)`);
    const slowly = await startSlowProxy(server.port);
    const url = new URL(database.url);
    url.port = String(slowly.port);
    const dripping = mysqlSource({ limits: { flushMs: 50, stallMs: 10_000, chunkBytes: 60_000_000 } });
    const far = { ...context, config: { ...context.config, url: url.toString() } };
    const query = await queryOf(dripping, far, { table: 'orders' });
    const sizes: number[] = [];

    for await (const batch of dripping.read(far, query, (await dripping.plan(far, query)).parts[0]!, null)) sizes.push(batch.rows.length);
    slowly.close();

    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(10);
  });

  it('gives up when no row comes for too long, and says what it has until then', async () => {
    await run(database.adminUrl, `update orders set note = repeat('z', 20000)`);
    const stuck = await startSlowProxy(server.port, { atMost: 5_000_000 });
    const url = new URL(database.url);
    url.port = String(stuck.port);
    const patient = mysqlSource({ limits: { stallMs: 500 } });
    const far = { ...context, config: { ...context.config, url: url.toString() } };
    const query = await theQuery();
    const rows: unknown[] = [];

    const error = await errorOf((async () => {
      for await (const batch of patient.read(far, query, (await source.plan(context, query)).parts[0]!, null)) rows.push(...batch.rows);
    })());
    stuck.close();

    expect(error).toMatchObject({ code: 'source.timeout', retry: 'backoff' });
    expect(rows.length).toBeGreaterThan(90);
  });

  it('waits with the server while the reader is busy, and closes its connection when the reader stops early', async () => {
    await run(database.adminUrl, `update orders set note = repeat('x', 100000)`);
    const query = await theQuery();
    for await (const batch of source.read(context, query, (await source.plan(context, query)).parts[0]!, null)) {
      expect(batch.rows.length).toBeLessThan(100);
      await expect.poll(() => connected(`state = 'Writing to net'`), { timeout: 30_000 }).toHaveLength(1);
      // And so it stays: a reader that went on in secret would have all 100 MB by then.
      await new Promise((done) => setTimeout(done, 2_000));
      expect(await connected(`state = 'Writing to net'`)).toHaveLength(1);
      break;
    }
    await expect.poll(() => connected(), { timeout: 30_000 }).toEqual([]);
  });
});
