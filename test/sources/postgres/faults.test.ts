import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import type { Cell } from '#contract';
import type { SourceBatch, SourceContext, SourceQuery } from '../../../src/sources/define-source.ts';
import { postgresSource } from './local-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { allPages, contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run, wholeRead } from './harness.ts';

const CONNECTED = `select pid from pg_stat_activity where application_name = 'siderail' and datname = current_database()`;

let database: TestDatabase;
let context: SourceContext<PostgresConfig>;
const source = postgresSource({ limits: { chunkRows: 100, lockMs: 300, countMs: 300, idleMs: 100 } });

beforeEach(async () => {
  database = await createEmptyDatabase();
  await run(database.url, `create table orders (id bigint primary key, status text, note text);
    insert into orders select n * 3, case n % 7 when 0 then null else 's' || n % 5 end, 'note ' || n from generate_series(1, 1050) n`);
  const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
  context = contextOf(source.config.parse({ url: database.url, tables }), { lane: 'background' });
});
afterEach(() => database.drop());

const theQuery = (sort?: SourceQuery['sort']): Promise<SourceQuery> => queryOf(source, context, { table: 'orders', ...(sort && { sort }) });

/** Reads part 0 and calls `disturb` after the second batch. */
async function readDisturbed(query: SourceQuery, disturb: () => Promise<unknown>): Promise<{ rows: (readonly Cell[])[]; cursor: string; error: unknown }> {
  const [part] = (await source.plan(context, query)).parts;
  const rows: (readonly Cell[])[] = [];
  let cursor = '';
  let batches = 0;
  try {
    for await (const batch of source.read(context, query, part!, null)) {
      rows.push(...batch.rows);
      cursor = batch.cursor;
      batches += 1;
      if (batches === 2) await disturb();
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

describe('F13 the database fails in the middle of an export', () => {
  it('says that it does not answer when the connection is killed, and goes on behind the last batch with not a row lost', async () => {
    const query = await theQuery();
    const undisturbed = await wholeRead(source, context, query);

    const broken = await readDisturbed(query, () => run(database.adminUrl, `select pg_terminate_backend(pid) from (${CONNECTED}) as c`));
    const rest = await collect(source.read(context, query, (await source.plan(context, query)).parts[0]!, broken.cursor));

    expect(broken.error).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
    expect(broken.rows).toHaveLength(200);
    expect([...broken.rows, ...rest]).toEqual(undisturbed);
  });

  it.each([null, { column: 'status', direction: 'ascending' as const }, { column: 'status', direction: 'descending' as const }])('continues from every cursor exactly as an undisturbed read would (%o)', async (sort) => {
    const query = await theQuery(sort);
    const undisturbed = await wholeRead(source, context, query);
    const [part] = (await source.plan(context, query)).parts;
    let seen = 0;

    for await (const batch of source.read(context, query, part!, null)) {
      seen += batch.rows.length;
      const rest = await collect(source.read(context, query, part!, batch.cursor));
      expect(rest).toEqual(undisturbed.slice(seen));
    }

    expect(seen).toBe(1050);
  });

  it('says that the table changed when it is dropped', async () => {
    const { error } = await readDisturbed(await theQuery(), () => run(database.url, 'drop table orders'));
    expect(error).toMatchObject({ code: 'source.changed', retry: 'never' });
  });

  it('says that the table changed when a chosen column is dropped', async () => {
    const { error } = await readDisturbed(await theQuery(), () => run(database.url, 'alter table orders drop column note'));
    expect(error).toMatchObject({ code: 'source.changed' });
  });

  it('is not disturbed by an added column', async () => {
    const { error, rows } = await readDisturbed(await theQuery(), () => run(database.url, 'alter table orders add column extra int default 5'));
    expect(error).toBeNull();
    expect(rows).toHaveLength(1050);
    expect(rows[1049]).toHaveLength(3);
  });

  it('keeps rows that are there from start to end exactly once while others come and go', async () => {
    const churn = `delete from orders where id in (9, 600, 900); insert into orders values (1, 'early', ''), (601, 'middle', ''), (999999, 'late', '')`;
    const { rows } = await readDisturbed(await theQuery(), () => run(database.url, churn));

    const ids = rows.map((row) => row[0]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual([...ids].sort((a, b) => Number(a) - Number(b)));
    expect(ids).toContain('601');
    expect(ids).toContain('999999');
    expect(ids).not.toContain('900');
  });
});

describe('F13 the database is slow', () => {
  /** Runs `work` while the table is locked against every reader. */
  async function whileLocked<T>(work: () => Promise<T>): Promise<T> {
    const holder = new Client({ connectionString: database.url });
    await holder.connect();
    try {
      await holder.query('begin; lock table orders in access exclusive mode');
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
    const slow = postgresSource({ limits: { personStatementMs: 200, countMs: 200, lockMs: 5_000 } });
    const person = { ...context, lane: 'person' as const };
    const query = await queryOf(slow, person, { table: 'orders' });

    const [error, count] = await whileLocked(() => Promise.all([errorOf(slow.page(person, query, { cursor: null, size: 5 })), slow.count(person, query)]));

    expect(error.code).toBe('source.timeout');
    expect(count).toBeNull();
  });

  it.each(['person', 'background'] as const)('stops at once when the call is aborted (%s), also on the server', async (lane) => {
    const patient = postgresSource({ limits: { lockMs: 30_000 } });
    const query = await theQuery();
    const stopper = new AbortController();
    const reason = new Error('cancelled by the person');

    await whileLocked(async () => {
      const asked = patient.count({ ...context, lane, signal: stopper.signal }, query);
      await expect.poll(() => run(database.adminUrl, `${CONNECTED} and wait_event_type = 'Lock'`)).toHaveLength(1);
      const started = performance.now();
      stopper.abort(reason);
      await expect(asked).rejects.toBe(reason);
      expect(performance.now() - started).toBeLessThan(10_000);
      await expect.poll(() => run(database.adminUrl, `${CONNECTED} and state = 'active'`)).toEqual([]);
    });
  });

  it('turns a passed deadline into the timeout a person understands', async () => {
    const query = await theQuery();
    const error = await whileLocked(() => errorOf(source.page({ ...context, signal: AbortSignal.timeout(100) }, query, { cursor: null, size: 5 })));
    expect(error.code).toBe('source.timeout');
  });

  it('closes its connection when the reader stops early', async () => {
    const query = await theQuery();
    for await (const batch of source.read(context, query, (await source.plan(context, query)).parts[0]!, null)) {
      expect(batch.rows).toHaveLength(100);
      break;
    }
    await expect.poll(() => run(database.adminUrl, CONNECTED)).toEqual([]);
  });
});

describe('F13 rows larger than anybody can use', () => {
  it('refuses a value above 1 MB by name instead of cutting it, and reads the table without it', async () => {
    await run(database.url, `update orders set note = repeat('x', 1000001) where id = 30; update orders set note = repeat('x', 1000000) where id = 33`);

    const error = await errorOf(wholeRead(source, context, await theQuery()));
    const without = await wholeRead(source, context, await queryOf(source, context, { table: 'orders', columns: ['id', 'status'] }));
    await run(database.url, 'delete from orders where id = 30');
    const largest = await wholeRead(source, context, await theQuery());

    expect(error).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect(error.userMessage).toContain('“Note”');
    expect(without).toHaveLength(1050);
    expect(largest.find((row) => row[0] === '33')?.[2]).toHaveLength(1_000_000);
  });

  it('keeps every page below 900 KB and still shows every row once', async () => {
    await run(database.url, `delete from orders where id > 240; update orders set note = repeat(E'ü"\\n', 12000)`);
    const query = await theQuery();

    const first = await source.page(context, query, { cursor: null, size: 50 });
    const rows = await allPages(source, context, query, 50);

    expect(Buffer.byteLength(JSON.stringify(first.rows))).toBeLessThan(900_000);
    expect(first.rows.length).toBeGreaterThan(5);
    expect(rows.map((row) => row.key)).toEqual(Array.from({ length: 80 }, (_, at) => String((at + 1) * 3)));
  });

  it('keeps every batch of a read near 2 MB', async () => {
    await run(database.url, `update orders set note = repeat('y', 30000)`);
    const query = await theQuery();
    const big = postgresSource();
    const sizes: number[] = [];
    let rows = 0;
    for (const part of (await big.plan(context, query)).parts) {
      for await (const batch of big.read(context, query, part, null)) {
        sizes.push(JSON.stringify(batch.rows).length);
        rows += batch.rows.length;
      }
    }

    expect(rows).toBe(1050);
    expect(Math.max(...sizes)).toBeLessThan(2_100_000);
  });
});
