import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { clientSettings } from '../../../src/sources/postgres/client-settings.ts';
import { postgresSource } from './local-source.ts';
import { localResolveHost as resolveHost } from '../../support/local-resolve-host.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';
import { contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';

const tables = [{ key: 'a', title: 'A', table: 'a', rowKey: 'id', portal: true }];
const source = postgresSource({ limits: { connectMs: 500, idleMs: 100, personStatementMs: 500 } });
let database: TestDatabase;
const servers: Server[] = [];

beforeAll(async () => {
  database = await createEmptyDatabase();
  await run(database.url, 'create table a (id int primary key); insert into a select generate_series(1, 100)');
});
afterAll(() => database.drop());
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

function urlWith(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.toString();
}

async function serverThat(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  server.on('close', () => sockets.forEach((socket) => socket.destroy()));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `postgres://someone:hunter2-password@127.0.0.1:${(server.address() as AddressInfo).port}/secretdb`;
}

function message(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
const int32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
};
const int16 = (value: number): Buffer => int32(value).subarray(2);
const READY = message('Z', 'I');
const AUTHENTICATED = message('R', int32(0));

describe('a connection that cannot be made', () => {
  it.each([
    ['a wrong password', (url: URL) => { url.password = 'hunter2-password'; }, 'source.refused'],
    ['an unknown user', (url: URL) => { url.username = 'nobody-here'; url.password = 'hunter2-password'; }, 'source.refused'],
    ['an unknown database', (url: URL) => { url.pathname = '/secretdb'; }, 'source.refused'],
    ['a closed port', (url: URL) => { url.port = '1'; url.password = 'hunter2-password'; }, 'source.unavailable'],
    ['an unknown host', (url: URL) => { url.hostname = 'no-such-host.invalid'; url.password = 'hunter2-password'; }, 'source.unavailable'],
  ])('F13 %s is told plainly and without host, user, database or password', async (_name, change, code) => {
    const url = urlWith(change);

    for (const lane of ['person', 'background'] as const) {
      const error = await errorOf(source.tables(contextOf(source.config.parse({ url, tables }), { lane }), null));
      expect(error.code).toBe(code);
      for (const sentence of [error.userMessage, error.fix, error.message]) {
        for (const secret of ['hunter2', 'nobody-here', 'secretdb', 'no-such-host', '127.0.0.1', 'siderail_test']) expect(sentence).not.toContain(secret);
      }
      expect(JSON.stringify([error, error.cause])).not.toContain('hunter2');
    }
  });

  it('F13 T37 G19 gives up on a server that accepts and says nothing', async () => {
    const url = await serverThat(() => undefined);
    expect((await errorOf(source.tables(contextOf(source.config.parse({ url, tables })), null))).code).toBe('source.unavailable');
  });

  it('T37 G19 gives up on a server that speaks another protocol', async () => {
    const url = await serverThat((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await errorOf(source.tables(contextOf(source.config.parse({ url, tables })), null))).code).toBe('source.unavailable');
  });

  it('T37 G19 gives up on a server that never finishes an answer, also when it ignores the cancel request', { timeout: 60_000 }, async () => {
    const url = await serverThat((socket) => socket.once('data', () => socket.write(Buffer.concat([AUTHENTICATED, READY]))));
    expect((await errorOf(source.tables(contextOf(source.config.parse({ url, tables })), null))).code).toBe('source.timeout');
  });

  it('T37 G19 cuts off a server that sends rows without end, and lives', async () => {
    const url = await serverThat((socket) => {
      const row = message('D', int16(1), int32(100_000), Buffer.alloc(100_000, 'x'));
      const column = message('T', int16(1), 'a\0', int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0));
      const pour = (): void => {
        while (!socket.destroyed && socket.write(row));
        if (!socket.destroyed) socket.once('drain', pour);
      };
      socket.once('data', () => {
        socket.write(Buffer.concat([AUTHENTICATED, READY]));
        socket.once('data', () => {
          socket.write(Buffer.concat([message('C', 'BEGIN\0'), READY, message('1'), message('2'), column]));
          pour();
        });
      });
    });
    const eager = postgresSource({ limits: { answerBytes: 5_000_000, personStatementMs: 20_000 } });

    const error = await errorOf(eager.tables(contextOf(eager.config.parse({ url, tables })), null));

    expect(error).toMatchObject({ code: 'source.refused', userMessage: 'The database sent more than was asked for.' });
  });
});

describe('T41 what is sent to a server that is not on this machine', () => {
  const elsewhere = postgresSource({ resolveHost: async () => [{ address: '127.0.0.1', family: 4 }], limits: { connectMs: 1_000 } });

  it('refuses a server without TLS before a user name or password is sent', async () => {
    const received: Buffer[] = [];
    const local = await serverThat((socket) => socket.on('data', (data) => {
      received.push(data);
      socket.write('N');
    }));
    const url = local.replace('127.0.0.1', 'db.customer.example');

    const error = await errorOf(elsewhere.tables(contextOf(elsewhere.config.parse({ url, tables })), null));

    expect(error).toMatchObject({ code: 'source.refused' });
    expect(error.userMessage).toContain('could not prove who it is');
    expect(Buffer.concat(received)).toEqual(Buffer.concat([int32(8), int32(80_877_103)]));
  });

  it('checks the certificate by default and needs no TLS on this machine', () => {
    const settings = (url: string) => clientSettings(source.config.parse({ url, tables }), resolveHost, 1_000).ssl;

    for (const host of ['db.customer.example', '10.0.0.5', '128.0.0.1', '[2001:db8::1]', 'localhost.evil.example']) {
      expect(settings(`postgres://u:p@${host}/d`)).toMatchObject({ rejectUnauthorized: true });
    }
    for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]']) expect(settings(`postgres://u:p@${host}/d`)).toBe(false);
  });

  it('connects to the address that was checked, not to what the name means a moment later', async () => {
    const asked: string[] = [];
    const checking = postgresSource({ resolveHost: async (host) => { asked.push(host); throw new Error('not allowed'); } });
    const url = database.url.replace('127.0.0.1', '127.0.0.2');

    const error = await errorOf(checking.tables(contextOf(checking.config.parse({ url, tables })), null));

    expect(error.code).toBe('source.unavailable');
    expect(asked).toEqual(['127.0.0.2']);
  });

  it('offers no password of this process to a customer’s server', async () => {
    const received: Buffer[] = [];
    const url = (await serverThat((socket) => {
      socket.once('data', () => {
        socket.write(message('R', int32(3)));
        socket.on('data', (data) => received.push(data));
      });
    })).replace(':hunter2-password', '');
    const before = process.env['PGPASSWORD'];
    process.env['PGPASSWORD'] = 'operators-own-password';
    await errorOf(source.tables(contextOf(source.config.parse({ url, tables })), null));
    if (before === undefined) delete process.env['PGPASSWORD'];
    else process.env['PGPASSWORD'] = before;

    expect(received.length).toBeGreaterThan(0);
    expect(Buffer.concat(received).toString()).not.toContain('operators-own-password');
  });
});

describe('the settings of a connection', () => {
  it.each([
    'postgres://u:p@127.0.0.1/d?host=10.0.0.1', 'postgres://u:p@127.0.0.1/d?sslmode=disable', 'postgres://u:p@h/d?sslrootcert=/etc/passwd',
    'postgres://u:p@/d?host=/var/run', 'postgres:///d', 'postgres://u@h', 'postgres://h/d', 'http://u:p@h/d', 'socket:/tmp/x', 'postgres://u:p@%2Ftmp/d', '', 'postgres://u:p@h:0/d',
  ])('T34 refuses the address %s', (url) => {
    expect(source.config.safeParse({ url, tables }).success).toBe(false);
  });

  it('refuses settings it does not know, two tables of one key, and parses its own result again', () => {
    const config = source.config.parse({ url: 'postgres://u:p@h/d', tables });

    expect(source.config.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(source.config.safeParse({ url: 'postgres://u:p@h/d', tables, ssl: false }).success).toBe(false);
    expect(source.config.safeParse({ url: 'postgres://u:p@h/d', tables: [{ ...tables[0], where: '1=1' }] }).success).toBe(false);
    expect(source.config.safeParse({ url: 'postgres://u:p@h/d', tables: [...tables, ...tables] }).success).toBe(false);
  });
});

describe('connections of people', () => {
  const mine = `select pid from pg_stat_activity where application_name = 'siderail' and datname = current_database()`;

  it('are three at most for one portal, however many ask, and close when nobody does', async () => {
    const context = contextOf(source.config.parse({ url: database.url, tables }));
    const query = await queryOf(source, context, { table: 'a' });
    let most = 0;

    const asked = Promise.all(Array.from({ length: 60 }, () => source.page(context, query, { cursor: null, size: 50 })));
    for (let look = 0; look < 5; look += 1) most = Math.max(most, (await run(database.adminUrl, mine)).length);
    const pages = await asked;

    expect(pages.every((page) => page.rows.length === 50)).toBe(true);
    expect(most).toBeLessThanOrEqual(3);
    await expect.poll(() => run(database.adminUrl, mine)).toEqual([]);
  });

  it('T19 are never shared between two portals with the same settings', async () => {
    const patient = postgresSource();
    const config = patient.config.parse({ url: database.url, tables });
    const before = (await run(database.adminUrl, mine)).length;

    for (const portal of ['1001', '1002']) {
      const context = contextOf(config, { portalId: PortalId.parse(portal) });
      await patient.page(context, await queryOf(patient, context, { table: 'a' }), { cursor: null, size: 1 });
    }

    expect((await run(database.adminUrl, mine)).length - before).toBe(2);
  });

  it('F13 are replaced when the server closed them between two questions', async () => {
    const context = contextOf(source.config.parse({ url: database.url, tables }));
    const query = await queryOf(source, context, { table: 'a' });
    await run(database.adminUrl, `select pg_terminate_backend(pid) from (${mine}) as c`);
    await expect.poll(() => run(database.adminUrl, mine)).toEqual([]);

    const page = await source.page(context, query, { cursor: null, size: 5 });

    expect(page.rows).toHaveLength(5);
  });
});
