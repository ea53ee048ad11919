import { lookup as systemLookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, Socket } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import { connectPinned, createResolveHost, parseAllowedPlaces } from '../../../src/core/net/index.ts';
import type { ResolveHost } from '../../../src/core/net/index.ts';
import { mysqlSource } from '../../../src/sources/mysql/index.ts';
import { postgresSource } from '../../../src/sources/postgres/index.ts';
import { startFakeDns } from '../../support/fake-dns.ts';
import { NAMES, SPELLINGS } from './host-spellings.ts';

const tables = [{ key: 'a', title: 'A', table: 'a', rowKey: 'id', portal: true }];
const listeners: Server[] = [];
let port: number;
/** Addresses that connections came in at. */
const reached: string[] = [];

beforeAll(async () => {
  port = await listen('127.0.0.1', 0);
  for (const address of ['127.0.0.2', '127.0.0.5']) await listen(address, port);
  await listen('::1', port).catch(() => undefined);
});
afterAll(() => listeners.forEach((server) => server.close()));

async function listen(address: string, at: number): Promise<number> {
  const server = createServer((socket) => {
    reached.push(socket.localAddress ?? '');
    socket.on('error', () => undefined).destroy();
  });
  server.listen(at, address);
  await once(server, 'listening');
  listeners.push(server);
  return (server.address() as AddressInfo).port;
}

/** Names as the table says, numbers as the system reads them; nobody outside is asked. */
async function lookup(host: string): Promise<{ address: string; family: number }[]> {
  const known = NAMES[host];
  if (known !== undefined) return [{ address: known, family: known.includes(':') ? 6 : 4 }];
  return systemLookup(host, { all: true });
}

type Connector = (resolveHost: ResolveHost, host: string) => Promise<unknown>;

function written(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Every way a customer's host is connected to: both sources as they are configured, and the socket below, which is also what cancels and kills go through. */
const CONNECTORS: Readonly<Record<string, Connector>> = {
  async postgres(resolveHost, host) {
    const source = postgresSource({ resolveHost, limits: { connectMs: 2_000 } });
    return source.tables(asking(source.config.parse({ url: `postgres://u:p@${written(host)}:${port}/d`, tables })), null);
  },
  async mysql(resolveHost, host) {
    const source = mysqlSource({ resolveHost, limits: { connectMs: 2_000 } });
    return source.tables(asking(source.config.parse({ url: `mysql://u:p@${written(host)}:${port}/d`, tables })), null);
  },
  socket: (resolveHost, host) => connect(resolveHost, host),
};

function asking<Config>(config: Config): { config: Config; portalId: PortalId; signal: AbortSignal; lane: 'background'; now: () => number; recordProperty: () => Promise<null> } {
  return { config, portalId: PortalId.parse('4711001'), signal: AbortSignal.timeout(20_000), lane: 'background', now: Date.now, recordProperty: async () => null };
}

async function connect(resolveHost: ResolveHost, host: string): Promise<void> {
  const socket = new Socket();
  connectPinned(socket, (options) => socket.connect(options), { host, port }, resolveHost);
  await once(socket, 'connect');
  socket.destroy();
}

describe('a host that a customer names', () => {
  it('is 120 spellings of places they may not reach, no two the same (G18)', () => {
    expect(new Set(SPELLINGS).size).toBeGreaterThanOrEqual(120);
    expect(new Set(SPELLINGS).size).toBe(SPELLINGS.length);
  });

  it.each(Object.keys(CONNECTORS))('never leads %s to a private address, to this machine or to a cloud’s metadata, however it is spelled (T34, G18, S2.18)', async (name) => {
    const door = createResolveHost({ allow: [], lookup });
    reached.length = 0;

    const outcomes = await Promise.allSettled(SPELLINGS.map((host) => CONNECTORS[name]!(door, host)));

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(reached).toEqual([]);
  });

  it('is what the listener would have noticed: the same connectors arrive where the operator opened the place (T34)', async () => {
    const door = createResolveHost({ allow: parseAllowedPlaces(`127.0.0.1:${port}`)!, lookup });
    for (const [name, connector] of Object.entries(CONNECTORS)) {
      reached.length = 0;
      await connector(door, 'localhost').catch(() => undefined);
      expect(reached, name).toContain('127.0.0.1');
    }
  });

  it('may be any address of the open internet, and none of this machine’s own public ones', async () => {
    const door = createResolveHost({ allow: [], lookup: async (address) => [{ address, family: address.includes(':') ? 6 : 4 }], own: () => ['93.184.215.14', '2606:2800:21f::1'] });

    for (const address of ['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8', '172.32.0.1', '172.15.255.255', '100.128.0.1', '11.0.0.1']) expect(await door(address, 5432)).toEqual([{ address, family: address.includes(':') ? 6 : 4 }]);
    for (const address of ['93.184.215.14', '2606:2800:21f::1']) await expect(door(address, 5432)).rejects.toThrow('OUTBOUND_ALLOW');
  });
});

describe('a name whose meaning changes (T35, G18)', () => {
  const allow = parseAllowedPlaces('127.0.0.5')!;

  it('is looked up once, and the connection goes to the address that was checked', async () => {
    const dns = await startFakeDns((_name, time) => (time % 2 === 1 ? ['127.0.0.5'] : ['127.0.0.1']));
    for (const [name, connector] of Object.entries(CONNECTORS)) {
      const host = `${name}.rebind.example`;
      reached.length = 0;
      await connector(createResolveHost({ allow, lookup: dns.lookup }), host).catch(() => undefined);
      expect(reached, name).toEqual(['127.0.0.5']);
      expect(dns.asked.filter((asked) => asked === host), name).toHaveLength(1);
    }
    dns.close();
  });

  it('is checked again for every new connection', async () => {
    const dns = await startFakeDns((_name, time) => (time === 1 ? ['127.0.0.5'] : ['127.0.0.1']));
    const door = createResolveHost({ allow, lookup: dns.lookup });
    reached.length = 0;

    await connect(door, 'later.rebind.example');
    await expect(connect(door, 'later.rebind.example')).rejects.toThrow('OUTBOUND_ALLOW');

    expect(reached).toEqual(['127.0.0.5']);
    dns.close();
  });

  it('is refused whole when only one of its addresses is bad, wherever it stands', async () => {
    for (const addresses of [['127.0.0.5', '127.0.0.1'], ['127.0.0.1', '127.0.0.5'], ['127.0.0.5', '127.0.0.5', '10.0.0.1']]) {
      const dns = await startFakeDns(() => addresses);
      reached.length = 0;
      for (const connector of Object.values(CONNECTORS)) await expect(connector(createResolveHost({ allow, lookup: dns.lookup }), 'many.example')).rejects.toThrow();
      expect(reached).toEqual([]);
      dns.close();
    }
  });

  it('is tried at each of its addresses when all are good', async () => {
    const dns = await startFakeDns(() => ['127.0.0.5', '127.0.0.2']);
    reached.length = 0;
    await connect(createResolveHost({ allow: parseAllowedPlaces('127.0.0.5,127.0.0.2')!, lookup: dns.lookup }), 'two.example');
    expect(['127.0.0.5', '127.0.0.2']).toContain(reached[0]);
    dns.close();
  });
});

describe('what the operator opens', () => {
  it('is addresses and ranges, for every port or for one', async () => {
    const door = createResolveHost({ allow: parseAllowedPlaces('10.20.0.0/16:5432, 192.168.1.7, [fd00:1::/32]:3306, fd00:2::1')!, lookup: async (address) => [{ address, family: address.includes(':') ? 6 : 4 }] });
    const verdicts = await Promise.all((
      [['10.20.3.4', 5432], ['10.20.3.4', 5433], ['10.21.0.1', 5432], ['192.168.1.7', 1], ['192.168.1.8', 1], ['fd00:1::9', 3306], ['fd00:1::9', 3307], ['fd00:2::1', 9], ['fd00:2::2', 9], ['::ffff:10.20.3.4', 5432]] as const
    ).map(([host, at]) => door(host, at).then(() => 'open', () => 'closed')));

    expect(verdicts).toEqual(['open', 'closed', 'closed', 'open', 'closed', 'open', 'closed', 'open', 'closed', 'open']);
  });

  it('is nothing when it cannot be read', () => {
    for (const text of ['localhost', '10.0.0.0/33', '10.0.0/8', '10.0.0.1:0', '10.0.0.1:70000', '*', '0x7f.1', '::1/129', '10.0.0.1 10.0.0.2', 'fe80::1%eth0', '[::1', '10.0.0.1/8/8']) expect(parseAllowedPlaces(text), text).toBeNull();
    expect(parseAllowedPlaces('')).toEqual([]);
  });
});
