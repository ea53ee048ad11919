import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { postgresSource } from '../local-source.ts';
import { contextOf, queryOf } from '../../../support/ask-source.ts';
import { run, wholeLines } from '../harness.ts';
import { CONNECTED, FILE, LEFT, ordersDatabase, RIGHT, source, WHOLE } from './orders-database.ts';
import type { Taken } from './orders-database.ts';

const orders = ordersDatabase();

describe('S2.15 parts that are read at the same time', () => {
  it('see the table as it was at one moment, which is named, and a later reading sees a later one', async () => {
    const query = await orders.query();
    const wanted = await orders.wanted(query);
    const left = await orders.take(query, { part: LEFT });
    await run(orders.database.url, `update orders set note = 'changed'; delete from orders where id = 3000; insert into orders (id) values (3001), (99999)`);
    const right = await orders.take(query, { part: RIGHT });
    orders.endReading();
    const later = await orders.take(query, { part: RIGHT });

    expect(left.lines.toString('utf8') + right.lines.toString('utf8')).toBe(wanted);
    const [first, ...others] = new Set([...left.stretches, ...right.stretches].map(({ snapshot }) => snapshot));
    expect(others).toEqual([]);
    expect(Math.abs(Date.parse(first!) - Date.now())).toBeLessThan(60_000);
    expect(later.lines.toString('utf8')).toContain('99999;');
    expect(later.stretches[0]!.snapshot! > first!).toBe(true);
  });

  it('cannot be emptied by TRUNCATE in between: it has to wait', async () => {
    const query = await orders.query();
    await orders.take(query, { part: LEFT });

    await expect(run(orders.database.url, `set lock_timeout = 200; truncate orders`)).rejects.toThrow(/lock timeout/);
    expect((await orders.take(query, { part: RIGHT })).stretches.length).toBeGreaterThan(0);
    orders.endReading();
    await expect.poll(() => run(orders.database.adminUrl, CONNECTED), { timeout: 30_000 }).toEqual([]);
    await run(orders.database.url, 'set lock_timeout = 10000; truncate orders');
  });

  it('wait for a table that is just being filled anew, instead of finding it empty', async () => {
    const patient = postgresSource({ limits: { lockMs: 20_000 } });
    const query = await orders.query();
    const filler = new Client({ connectionString: orders.database.url });
    await filler.connect();
    await filler.query('begin; truncate orders; insert into orders (id) values (1), (2)');

    const taking = orders.take(query, { of: patient, context: orders.contextFor(patient) });
    await expect.poll(() => run(orders.database.adminUrl, `${CONNECTED} and wait_event_type = 'Lock'`), { timeout: 30_000 }).toHaveLength(1);
    await filler.query('commit');
    await filler.end();

    expect((await taking).lines.toString('utf8')).toBe('1;;;;;\r\n2;;;;;\r\n');
  });

  it('are begun anew in another snapshot when the one they shared is gone', async () => {
    const query = await orders.query();
    const wanted = await orders.wanted(query);
    const left = await orders.take(query, { part: LEFT });
    await run(orders.database.adminUrl, `select pg_terminate_backend(pid) from (${CONNECTED}) as c`);
    const right = await orders.take(query, { part: RIGHT });
    orders.endReading();
    const again = await orders.take(query, { part: RIGHT });

    expect(right.error).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
    expect(left.lines.toString('utf8') + again.lines.toString('utf8')).toBe(wanted);
  });

  it('can be read by a role that was granted single columns only', async () => {
    const role = `reader_${orders.database.url.split('/').at(-1)!.slice(-12)}`;
    await run(orders.database.adminUrl, `create role ${role} login password 'x'; grant usage on schema public to ${role}; grant select (id, note) on orders to ${role}`);
    const url = new URL(orders.line.url);
    [url.username, url.password] = [role, 'x'];
    const reader = orders.contextFor(source, url.toString());
    const query = await queryOf(source, reader, { table: 'orders', columns: ['note'] });

    const parts = [await orders.take(query, { context: reader, part: LEFT }), await orders.take(query, { context: reader, part: RIGHT })];

    expect(parts.map(({ error }) => error)).toEqual([null, null]);
    expect(new Set(parts.flatMap(({ stretches }) => stretches.map(({ snapshot }) => snapshot))).size).toBe(1);
    orders.endReading();
    await run(orders.database.adminUrl, `drop owned by ${role}; drop role ${role}`);
  });

  it('hold about the planned share of the rows each, however the keys are spread', async () => {
    await run(orders.database.url, `create table sparse (id bigint primary key, old boolean);
      insert into sparse select n, true from generate_series(1, 10) n; insert into sparse select 9000000000 + n, n % 100 < 2 from generate_series(1, 70000) n`);
    const sparse = contextOf(source.config.parse({ url: orders.database.url, tables: [{ key: 's', title: 'S', table: 'sparse', rowKey: 'id', portal: true }] }), { lane: 'background' });
    const query = await queryOf(source, sparse, { table: 's' });
    const plan = await source.plan(sparse, query);

    const rows = await Promise.all(plan.parts.map(async (part) => {
      const { from, to } = JSON.parse(part) as { from: string | null; to: string | null };
      return Number((await run(orders.database.url, 'select count(*) from sparse where id >= coalesce($1::bigint, id) and id < coalesce($2::bigint, id + 1)', [from, to]))[0]!['count']);
    }));

    expect(plan.parts.length).toBe(8);
    expect(rows.reduce((sum, one) => sum + one, 0)).toBe(70_010);
    expect(Math.max(...rows)).toBeLessThan(70_010 * 0.3);
    expect((await wholeLines(source, sparse, query, FILE)).stretches.reduce((sum, one) => sum + one.rows, 0)).toBe(70_010);
  });
});

describe('T46 a database in another encoding', () => {
  async function takeFrom(encoding: string, insert: string): Promise<Taken> {
    const name = `other_${orders.database.url.split('/').at(-1)!.slice(-12)}`;
    const url = new URL(orders.database.adminUrl);
    url.pathname = `/${name}`;
    await run(orders.database.adminUrl, `create database ${name} template template0 encoding '${encoding}' locale 'C'`);
    try {
      await run(url.toString(), `create table orders (id int primary key, note text); ${insert}`);
      const context = orders.contextFor(source, url.toString());
      return await orders.take(await queryOf(source, context, { table: 'orders' }), { context });
    } finally {
      await run(orders.database.adminUrl, `drop database ${name} with (force)`);
    }
  }

  it('is read as UTF-8', async () => {
    const { lines } = await takeFrom('LATIN1', `insert into orders values (1, 'Grüße; ' || chr(233)), (2, chr(160))`);
    expect(lines.toString('utf8')).toBe('1;"Grüße; é"\r\n2;"\u00A0"\r\n');
  });

  it('is refused where it never looked at what it holds and that is no text', async () => {
    const { error, lines } = await takeFrom('SQL_ASCII', `insert into orders values (1, 'Grüße'), (2, E'caf\\xe9')`);
    expect(error).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect(lines.toString('utf8')).toBe('');
  });
});

it('knows no lines of a query in another order than that of the row key', async () => {
  const query = { ...(await orders.query()), sort: { column: 'status', direction: 'ascending' as const } };
  expect(source.lines!(orders.context, query, WHOLE, null, FILE)).toBeNull();
});
