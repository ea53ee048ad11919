import { describe, expect, it } from 'vitest';
import { createCsvLines } from '../../../../src/core/csv/create-csv-lines.ts';
import { postgresSource } from '../local-source.ts';
import { randomOf } from '../../../support/ask-source.ts';
import { run } from '../harness.ts';
import { CONNECTED, FILE, LEFT, ordersDatabase, RIGHT, source, WHOLE } from './orders-database.ts';
import type { Taken } from './orders-database.ts';

const orders = ordersDatabase();

describe('S0.16 a COPY that breaks off in the middle', () => {
  it('is continued with not a row lost or doubled, wherever it breaks and however often', { timeout: 120_000 }, async () => {
    const query = await orders.query();
    const wanted = await orders.wanted(query);
    const random = randomOf(11);

    for (let file = 0; file < 6; file += 1) {
      let lines = '';
      let cursor: string | null = null;
      let breaks = 0;
      for (;;) {
        orders.line.disturb(Math.floor(random() * 20_000), 'cut');
        const taken: Taken = await orders.take(query, { cursor });
        lines += taken.lines.toString('utf8');
        ({ cursor } = taken);
        if (taken.error === null) break;
        expect(taken.error).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
        breaks += 1;
      }
      expect(breaks).toBeGreaterThan(0);
      expect(lines).toBe(wanted);
    }
  });

  it('is continued from every cursor, also from those of reading by cells, and the other way round', async () => {
    const query = await orders.query();
    const wanted = await orders.wanted(query);
    const { stretches } = await orders.take(query);
    const cells = createCsvLines(query.table.columns, FILE);
    let seen = 0;

    for (const { cursor, rows } of stretches.filter((_, at) => at % 5 === 0)) {
      const rest = (await orders.take(query, { cursor })).lines.toString('utf8');
      let byCells = '';
      for await (const batch of source.read(orders.context, query, WHOLE, cursor)) byCells += batch.rows.map((row) => cells.line(row)).join('');
      expect(rest.length).toBeLessThan(wanted.length);
      expect(wanted.endsWith(rest)).toBe(true);
      expect(byCells).toBe(rest);
      seen += rows;
    }
    for await (const { cursor } of source.read(orders.context, query, WHOLE, null)) expect(wanted.endsWith((await orders.take(query, { cursor })).lines.toString('utf8'))).toBe(true);
    expect(seen).toBeGreaterThan(100);
  });

  it('comes in stretches of about the wanted size whose counts add up', async () => {
    const query = await orders.query();
    const wanted = await orders.wanted(query);
    const sizes: number[] = [];
    let neutralised = 0;
    let rows = 0;

    for await (const stretch of source.lines!(orders.context, query, WHOLE, null, FILE)!) {
      let size = 0;
      for await (const piece of stretch.body) size += piece.length;
      sizes.push(size);
      neutralised += stretch.summary().neutralised;
      rows += stretch.summary().rows;
    }

    expect(sizes.slice(0, -1).every((size) => size >= 1_500 && size < 2_500)).toBe(true);
    expect({ rows, neutralised }).toEqual({ rows: 1050, neutralised: wanted.split("'=1+").length - 1 });
  });
});

describe('F13 the database fails in the middle of a COPY', () => {
  it('says that it does not answer when the connection is killed, and goes on behind the last stretch', async () => {
    await run(orders.database.url, `update orders set note = repeat('n', 20000)`);
    const query = await orders.query();

    const broken = await orders.take(query, { disturb: () => run(orders.database.adminUrl, `select pg_terminate_backend(pid) from (${CONNECTED}) as c`) });
    const rest = await orders.take(query, { cursor: broken.cursor });
    const undisturbed = await orders.take(query);

    expect(broken.error).toMatchObject({ code: 'source.unavailable', retry: 'backoff' });
    expect(Buffer.concat([broken.lines, rest.lines]).equals(undisturbed.lines)).toBe(true);
  });

  it.each([['the table is dropped', 'drop table orders', 'source.changed'], ['a chosen column is dropped', 'alter table orders drop column note', 'column.unknown'], ['a column is added', 'alter table orders add column extra int default 5', null]])(
    'between two parts %s', async (_what, sql, code) => {
      const query = await orders.query();
      const left = await orders.take(query, { part: LEFT });
      orders.endReading();
      await run(orders.database.url, sql);
      const { error, lines } = await orders.take(query, { part: RIGHT });

      expect(left.error).toBeNull();
      if (code === null) expect(lines.toString('utf8').split('\r\n')[0]!.split(';')).toHaveLength(6);
      expect(error).toEqual(code === null ? null : expect.objectContaining({ code, retry: 'never' }));
    });

  it('gives up when the line goes dead', async () => {
    const impatient = postgresSource({ limits: { backgroundStatementMs: 500, pieceBytes: 400 } });
    orders.line.disturb(9_000, 'dead');

    expect((await orders.take(await orders.query(), { of: impatient })).error).toMatchObject({ code: 'source.timeout', retry: 'backoff' });
  });

  it('gives up when the statement takes longer than allowed, which its own reader may cause', async () => {
    await run(orders.database.url, `update orders set note = repeat('n', 20000)`);
    const strict = postgresSource({ limits: { copyMs: 300, stretchBytes: 1_500 } });
    const taken = await orders.take(await orders.query(), { of: strict, disturb: () => new Promise((resolve) => setTimeout(resolve, 600)) });

    expect(taken.error).toMatchObject({ code: 'source.timeout', retry: 'backoff' });
    expect(taken.stretches.length).toBeGreaterThanOrEqual(2);
  });

  it('holds the server up while nobody reads, and does not take that for silence', async () => {
    await run(orders.database.url, `update orders set note = repeat('n', 20000)`);
    const patient = postgresSource({ limits: { backgroundStatementMs: 400, pieceBytes: 10_000, stretchBytes: 1_500 } });
    const waiting = `${CONNECTED} and wait_event = 'ClientWrite'`;

    const taken = await orders.take(await orders.query(), {
      of: patient,
      async disturb() {
        await expect.poll(() => run(orders.database.adminUrl, waiting), { timeout: 30_000 }).toHaveLength(1);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        expect(await run(orders.database.adminUrl, waiting)).toHaveLength(1);
      },
    });

    expect(taken.error).toBeNull();
    expect(taken.lines.length).toBeGreaterThan(21_000_000);
  });

  it('gives up on a locked table', async () => {
    const query = await orders.query();
    const holder = run(orders.database.url, `do $$ begin lock table orders in access exclusive mode; perform pg_sleep(2); end $$`);
    await expect.poll(() => run(orders.database.adminUrl, `select 1 from pg_locks where mode = 'AccessExclusiveLock' and relation = 'orders'::regclass`), { timeout: 30_000 }).toHaveLength(1);

    expect((await orders.take(query)).error).toMatchObject({ code: 'source.timeout', retry: 'backoff' });
    await holder;
  });

  it('stops on the server too when the export is cancelled, and says why', async () => {
    await run(orders.database.url, `update orders set note = repeat('n', 20000)`);
    const stop = new AbortController();
    const reason = new Error('cancelled by the person');
    const { error } = await orders.take(await orders.query(), { context: { ...orders.context, signal: stop.signal }, disturb: async () => stop.abort(reason) });

    expect(error).toBe(reason);
    await expect.poll(() => run(orders.database.adminUrl, CONNECTED), { timeout: 30_000 }).toEqual([]);
  });

  it('closes its connection when the reader stops early', async () => {
    await run(orders.database.url, `update orders set note = repeat('n', 20000)`);
    for await (const { body } of source.lines!(orders.context, await orders.query(), WHOLE, null, FILE)!) {
      for await (const piece of body) {
        expect(piece.length).toBeGreaterThan(0);
        break;
      }
      break;
    }
    await expect.poll(() => run(orders.database.adminUrl, CONNECTED), { timeout: 30_000 }).toEqual([]);
  });
});

describe('F13 rows larger than anybody can use', () => {
  it('refuses a value above 1 MB by name before it is fetched, and takes one of 1 MB whole', async () => {
    await run(orders.database.url, `update orders set note = repeat('x"', 500000) where id = 33; update orders set note = repeat('"x', 30000000) where id = 300`);
    const query = await orders.query();
    const before = orders.line.received();
    const usual = postgresSource();

    const { error } = await orders.take(query, { of: usual });
    const received = orders.line.received() - before;
    await run(orders.database.url, `update orders set note = repeat('x"', 500000) || 'x' where id = 300`);
    const byOne = await orders.take(query, { of: usual });
    await run(orders.database.url, 'delete from orders where id = 300');
    const largest = await orders.take(query, { of: usual });

    for (const refused of [error, byOne.error]) expect(refused).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect((error as Error & { userMessage: string }).userMessage).toContain('“Note”');
    expect(received).toBeLessThan(20_000_000);
    expect(largest.error).toBeNull();
    expect(largest.lines.includes(`"${'x""'.repeat(500_000)}"`)).toBe(true);
  });

  it('refuses a row that is too large as a whole, and a table beyond all bounds', async () => {
    await run(orders.database.url, `update orders set status = repeat('s', 900000), note = repeat('n', 900000) where id = 300`);
    const query = await orders.query();

    expect((await orders.take(query, { of: postgresSource({ limits: { answerBytes: 1_500_000 } }) })).error).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect((await orders.take(query, { of: postgresSource({ limits: { copyBytes: 20_000, pieceBytes: 1_000 } }) })).error).toMatchObject({ code: 'source.refused', retry: 'never' });
    expect((await orders.take(query, { of: postgresSource() })).error).toBeNull();
  });
});
