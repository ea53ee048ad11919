import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { clientSettings } from '../../../src/sources/mysql/client-settings.ts';
import { mysqlSource } from './local-source.ts';
import { localResolveHost as resolveHost } from '../../support/local-resolve-host.ts';
import { startMariaDb } from '../../support/start-mariadb.ts';
import type { MariaDb, MariaDbDatabase } from '../../support/start-mariadb.ts';
import { CERTIFICATES } from './certificates.ts';
import { contextOf, errorOf, queryOf } from '../../support/ask-source.ts';
import { run } from './harness.ts';
import { COMMAND, greeting, packet, startRogue } from './rogue-server.ts';
import type { Rogue } from './rogue-server.ts';

const tables = [{ key: 'a', title: 'A', table: 'a', rowKey: 'id', portal: true }];
const source = mysqlSource({ limits: { connectMs: 2_000, idleMs: 100, personStatementMs: 5_000 } });
/** For hosts with a certificate: the name leads to this machine. */
const elsewhere = mysqlSource({ resolveHost: async () => [{ address: '127.0.0.1', family: 4 }], limits: { connectMs: 5_000, idleMs: 100 } });
let folder: string;
let server: MariaDb;
let database: MariaDbDatabase;
let rogue: Rogue | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siderail-tls-'));
  for (const name of ['good', 'other', 'expired', 'key'] as const) await writeFile(join(folder, name), CERTIFICATES[name]);
  server = await startMariaDb({ settings: [`--ssl-cert=${join(folder, 'good')}`, `--ssl-key=${join(folder, 'key')}`] });
  database = await server.createDatabase();
  await run(database.url, 'create table a (id int primary key); insert into a select seq from seq_1_to_100');
});
afterEach(() => rogue?.close());
afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

function urlWith(change: (url: URL) => void, from = database.url): string {
  const url = new URL(from);
  change(url);
  return url.toString();
}

describe('a MariaDB connection that cannot be made', () => {
  it.each([
    ['a wrong password', (url: URL) => { url.password = 'wrong-hunter2'; }, 'source.refused'],
    ['an unknown user', (url: URL) => { url.username = 'nobody-here'; }, 'source.refused'],
    ['an unknown database', (url: URL) => { url.pathname = '/secretdb'; }, 'source.refused'],
    ['a closed port', (url: URL) => { url.port = '1'; }, 'source.unavailable'],
    ['an unknown host', (url: URL) => { url.hostname = 'no-such-host.invalid'; }, 'source.unavailable'],
  ])('F13 T40 %s is told plainly and without host, user, database or password', async (_name, change, code) => {
    const url = urlWith(change);

    for (const lane of ['person', 'background'] as const) {
      const error = await errorOf(source.tables(contextOf(source.config.parse({ url, tables }), { lane }), null));
      expect(error.code).toBe(code);
      for (const sentence of [error.userMessage, error.fix, error.message]) {
        for (const secret of ['hunter2', 'nobody-here', 'secretdb', 'no-such-host', '127.0.0.1', database.name]) expect(sentence).not.toContain(secret);
      }
      expect(JSON.stringify([error, error.cause])).not.toContain('hunter2');
    }
  });
});

describe('T41 what is sent to a MySQL server that is not on this machine', () => {
  const tlsUrl = (): string => urlWith((url) => { url.hostname = 'db.customer.example'; });
  const pinned = { tls: { ca: CERTIFICATES.ca } };
  const pinnedToAddresses = { tls: { ca: CERTIFICATES.addressCa } };

  async function useCertificate(name: 'good' | 'address'): Promise<void> {
    await writeFile(join(folder, 'good'), CERTIFICATES[name]);
    await run(database.adminUrl, 'flush ssl');
  }

  it('goes to the server whose certificate the pinned authority made out to its name', async () => {
    const context = contextOf(elsewhere.config.parse({ url: tlsUrl(), tables, ...pinned }));

    const page = await elsewhere.page(context, await queryOf(elsewhere, context, { table: 'a' }), { cursor: null, size: 3 });

    expect(page.rows.map((row) => row.key)).toEqual(['1', '2', '3']);
  });

  it('goes by address to the server whose certificate the pinned authority made out to that address', async () => {
    await useCertificate('address');
    try {
      const url = urlWith((one) => { one.hostname = '203.0.113.7'; });
      const context = contextOf(elsewhere.config.parse({ url, tables, ...pinnedToAddresses }));

      const page = await elsewhere.page(context, await queryOf(elsewhere, context, { table: 'a' }), { cursor: null, size: 3 });

      expect(page.rows.map((row) => row.key)).toEqual(['1', '2', '3']);
    } finally {
      await useCertificate('good');
    }
  });

  it.each([
    ['an authority nobody pinned', 'db.customer.example', 'good', {}],
    ['a certificate for another name', 'db.customer.example', 'other', pinned],
    ['a certificate that has expired', 'db.customer.example', 'expired', pinned],
    ['no certificate for the address', '203.0.113.8', 'address', pinnedToAddresses],
    ['a certificate for localhost at an address', '203.0.113.7', 'localhost', pinnedToAddresses],
    ['a certificate for a name that begins like the address', '203.0.113.7', 'namedLikeAddress', pinnedToAddresses],
    ['a certificate for another address', '[2001:db8::1]', 'address', pinnedToAddresses],
  ] as const)('is nothing when there is %s: no user name, no password', async (_name, host, certificate, settings) => {
    const inside: Buffer[] = [];
    rogue = await startRogue((command, _body, socket, rest) => {
      if (command === COMMAND.greeting) return greeting({ tls: true });
      if (command !== COMMAND.login) return 'nothing';
      socket.removeAllListeners('data');
      socket.pause();
      socket.unshift(rest);
      const secure = new TLSSocket(socket, { isServer: true, cert: CERTIFICATES[certificate], key: CERTIFICATES.key });
      secure.on('data', (data) => inside.push(data)).on('error', () => undefined);
      return 'nothing';
    });
    const url = urlWith((one) => { one.hostname = host; }, rogue.url);

    const error = await errorOf(elsewhere.tables(contextOf(elsewhere.config.parse({ url, tables, ...settings })), null));

    expect(error).toMatchObject({ code: 'source.refused', userMessage: 'The database could not prove who it is, so nothing was sent to it.' });
    expect(Buffer.concat(inside).length).toBe(0);
    expect(rogue.received().toString('latin1')).not.toMatch(/someone|hunter2|secretdb/);
  });

  it('is nothing when it has no TLS', async () => {
    rogue = await startRogue(() => undefined);
    const url = urlWith((one) => { one.hostname = 'db.customer.example'; }, rogue.url);

    const error = await errorOf(elsewhere.tables(contextOf(elsewhere.config.parse({ url, tables })), null));

    expect(error.userMessage).toContain('could not prove who it is');
    expect(rogue.received().length).toBe(0);
  });

  it('is nothing when somebody on the way asks for the password before the line is secure', async () => {
    rogue = await startRogue((command) => {
      if (command !== COMMAND.greeting) return 'nothing';
      return Buffer.concat([greeting({ tls: true }), packet(2, [0xfe], 'sha256_password\0', 'abcdefghijklmnopqrst\0'), packet(4, [0xfe], 'mysql_clear_password\0')]);
    });
    const url = urlWith((one) => { one.hostname = 'db.customer.example'; }, rogue.url);

    const error = await errorOf(elsewhere.tables(contextOf(elsewhere.config.parse({ url, tables, ...pinned })), null));

    expect(['source.refused', 'source.unavailable']).toContain(error.code);
    expect(rogue.received().toString('latin1')).not.toMatch(/someone|hunter2|secretdb/);
  });

  it('is checked by default, and needs no TLS on this machine', () => {
    const settings = (url: string) => clientSettings(source.config.parse({ url, tables }), resolveHost, 1_000).ssl;

    for (const host of ['db.customer.example', 'localhost.evil.example', '203.0.113.7', '[2001:db8::1]']) expect(settings(`mysql://u:p@${host}/d`)).toMatchObject({ rejectUnauthorized: true, verifyIdentity: true });
    for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]']) expect(settings(`mysql://u:p@${host}/d`)).toBeUndefined();
  });

  it('goes to the address that was checked, not to what the name means a moment later', async () => {
    const asked: string[] = [];
    const checking = mysqlSource({ resolveHost: async (host) => { asked.push(host); throw new Error('not allowed'); } });
    const url = urlWith((one) => { one.hostname = '127.0.0.2'; });

    const error = await errorOf(checking.tables(contextOf(checking.config.parse({ url, tables })), null));

    expect(error.code).toBe('source.unavailable');
    expect(asked).toEqual(['127.0.0.2']);
  });
});

describe('the settings of a MySQL connection', () => {
  it.each([
    'mysql://u:p@127.0.0.1/d?host=10.0.0.1', 'mysql://u:p@127.0.0.1/d?flags=LOCAL_FILES', 'mysql://u:p@h/d?socketPath=/run/x', 'mysql://u:p@/d', 'mysql:///d', 'mysql://u@h', 'mysql://h/d', 'http://u:p@h/d',
    'postgres://u:p@h/d', 'socket:/tmp/x', 'mysql://u:p@%2Ftmp/d', '', 'mysql://u:p@h:0/d',
  ])('T34 T36 refuses the address %s', (url) => {
    expect(source.config.safeParse({ url, tables }).success).toBe(false);
  });

  it('refuses settings it does not know, two tables of one key, and parses its own result again', () => {
    const config = source.config.parse({ url: 'mariadb://u:p@h/d', tables });

    expect(source.config.parse(JSON.parse(JSON.stringify(config)))).toEqual(config);
    expect(source.config.safeParse({ url: 'mysql://u:p@h/d', tables, ssl: false }).success).toBe(false);
    expect(source.config.safeParse({ url: 'mysql://u:p@h/d', tables: [{ ...tables[0], where: '1=1' }] }).success).toBe(false);
    expect(source.config.safeParse({ url: 'mysql://u:p@h/d', tables: [...tables, ...tables] }).success).toBe(false);
  });
});

describe('connections of people to MariaDB', () => {
  const mine = async (): Promise<string[]> => (await run(database.adminUrl, `select id from information_schema.processlist where user = '${database.name}'`)).map((row) => String(row['id']));
  const quiet = async (): Promise<void> => {
    await expect.poll(mine, { timeout: 30_000 }).toEqual([]);
  };

  async function killAll(): Promise<void> {
    for (const id of await mine()) await run(database.adminUrl, `kill ${id}`);
    await quiet();
  }

  it('are three at most for one portal, however many ask, and close when nobody does', async () => {
    await quiet();
    const context = contextOf(source.config.parse({ url: database.url, tables }));
    const query = await queryOf(source, context, { table: 'a' });
    let most = 0;

    const asked = Promise.all(Array.from({ length: 60 }, () => source.page(context, query, { cursor: null, size: 50 })));
    for (let look = 0; look < 5; look += 1) most = Math.max(most, (await mine()).length);
    const pages = await asked;

    expect(pages.every((page) => page.rows.length === 50)).toBe(true);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(3);
    await quiet();
  });

  it('T19 are never shared between two portals with the same settings', async () => {
    await quiet();
    const patient = mysqlSource();
    const config = patient.config.parse({ url: database.url, tables });

    for (const portal of ['1001', '1002']) {
      const context = contextOf(config, { portalId: PortalId.parse(portal) });
      await patient.page(context, await queryOf(patient, context, { table: 'a' }), { cursor: null, size: 1 });
    }

    expect(await mine()).toHaveLength(2);
    await killAll();
  });

  it('F13 are replaced when the server closed them between two questions', async () => {
    const patient = mysqlSource();
    const context = contextOf(patient.config.parse({ url: database.url, tables }));
    const query = await queryOf(patient, context, { table: 'a' });
    await killAll();

    const page = await patient.page(context, query, { cursor: null, size: 5 });

    expect(page.rows).toHaveLength(5);
    await killAll();
  });

  it('are given back when somebody stops waiting for one', async () => {
    const context = contextOf(source.config.parse({ url: database.url, tables }));
    const query = await queryOf(source, context, { table: 'a' });
    const stopper = new AbortController();
    const reason = new Error('closed the card');

    const stopped = Array.from({ length: 20 }, () => source.page({ ...context, signal: stopper.signal }, query, { cursor: null, size: 5 }).catch((error: unknown) => error));
    stopper.abort(reason);

    for (const outcome of await Promise.all(stopped)) expect(outcome).toBe(reason);
    expect((await source.page(context, query, { cursor: null, size: 5 })).rows).toHaveLength(5);
    await quiet();
  });
});
