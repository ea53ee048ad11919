import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addConnection, testConnection, updateConnection } from '../../src/connections/index.ts';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { startOrdersApp } from '../support/orders-app.ts';
import type { OrdersApp } from '../support/orders-app.ts';
import { SAM } from '../support/start-test-app.ts';

const portalId = PortalId.parse(SAM.portalId);
const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
let orders: OrdersApp;
let url: string;
const servers: Server[] = [];
const received: Buffer[] = [];
beforeAll(async () => {
  orders = await startOrdersApp(10);
  url = ((await stored()) as { url: string }).url;
});
afterAll(async () => {
  servers.forEach((server) => server.close());
  await orders?.close();
});

async function stored(): Promise<unknown> {
  const { database, sealer } = orders.test.app.context;
  const row = await database.inPortal(portalId, (tx) => tx.connection.findFirstOrThrow({ where: { key: 'erp' } }));
  return JSON.parse(await sealer.open(portalId, 'connection:erp', row.sealedConfig));
}

async function listen(answer: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('data', (data) => received.push(data)).on('error', () => undefined);
    answer(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return (server.address() as AddressInfo).port;
}

function without(change: (url: URL) => void = () => undefined): string {
  const copy = new URL(url);
  copy.password = '';
  change(copy);
  return copy.toString();
}

describe('a connection that is changed (T40)', () => {
  it('keeps its password when only its name and tables change', async () => {
    await updateConnection(orders.test.app.context, portalId, { key: 'erp', name: 'ERP, new', config: { url: without(), tables } });

    expect(await stored()).toMatchObject({ url });
  });

  it('never sends it to another host, port, user or certificate: it has to be entered again', async () => {
    const capture = String(await listen(() => undefined));
    const changes = [{ url: without((copy) => { copy.port = capture; }) }, { url: without((copy) => { copy.hostname = '127.0.0.2'; }) }, { url: without((copy) => { copy.username = 'other'; }) }, { url: without(), tls: { ca: '-----BEGIN CERTIFICATE-----\nx' } }];
    for (const change of changes) {
      await expect(updateConnection(orders.test.app.context, portalId, { key: 'erp', name: 'ERP', config: { ...change, tables } })).rejects.toMatchObject({ code: 'request.invalid', fix: expect.stringContaining('password') });
    }
    expect(await stored()).toMatchObject({ url });
    expect(received).toEqual([]);

    const elsewhere = without((copy) => { copy.port = capture; copy.password = 'one-for-there'; });
    await updateConnection(orders.test.app.context, portalId, { key: 'erp', name: 'ERP', config: { url: elsewhere, tables } });
    expect(JSON.stringify(await stored())).not.toContain(new URL(url).password);
    await addConnection(orders.test.app.context, portalId, { key: 'erp', name: 'ERP', sourceKey: 'postgres', config: { url, tables } });
  });

  it('of another portal is as unknown as none', async () => {
    const { context } = orders.test.app;
    for (const [owner, key] of [[PortalId.parse('4711002'), 'erp'], [portalId, 'none']] as const) {
      await expect(updateConnection(context, owner, { key, name: 'x', config: { url, tables } })).rejects.toMatchObject({ code: 'table.unknown' });
    }
  });
});

describe('a connection that is tested (T42, S1.1)', () => {
  const waits: number[] = [];
  const attempt = async (config: object, portal = portalId): Promise<unknown> => {
    const context = { ...orders.test.app.context, sleep: async (ms: number) => { waits.push(ms); } };
    return testConnection(context, { portalId: portal, userId: '501' }, { sourceKey: 'postgres', config }, AbortSignal.timeout(20_000)).catch((error: unknown) => (error instanceof AppError ? { code: error.code, userMessage: error.userMessage, fix: error.fix } : error));
  };

  it('says which tables may be read and which may not', async () => {
    const none = { ...tables[0], key: 'none', table: 'no_such_table' };
    expect(await attempt({ url, tables: [...tables, none] })).toMatchObject({ readable: ['orders'], missing: ['none'] });
  });

  it('says so of tables that stand on records only, too', async () => {
    const onRecords = { ...tables[0], key: 'on_records', portal: false, links: [{ objectTypeId: '0-1', property: 'email', column: 'number' }] };
    const gone = { ...onRecords, key: 'gone', table: 'no_such_table' };
    expect(await attempt({ url, tables: [...tables, onRecords, gone] })).toMatchObject({ readable: ['orders', 'on_records'], missing: ['gone'] });

    const { context } = orders.test.app;
    await updateConnection(context, portalId, { key: 'erp', name: 'ERP', config: { url, tables: [...tables, onRecords] } });
    const { places } = await orders.test.ask('list-places', {});
    await updateConnection(context, portalId, { key: 'erp', name: 'ERP', config: { url, tables } });
    expect(places.find(({ connection }) => connection === 'erp')?.tables.map(({ table }) => table)).toEqual(['orders', 'on_records']);
  });

  it('says the same of a closed port, a silent one, another service, a refused address and an unknown name, after the same time', async () => {
    const silent = await listen(() => undefined);
    const http = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const places = [`127.0.0.1:1`, `127.0.0.1:${silent}`, `127.0.0.1:${http}`, '10.255.0.1:5432', '169.254.169.254:80', 'no-such-host.invalid:5432'];
    waits.length = 0;

    const answers = await Promise.all(places.map((place) => attempt({ url: `postgres://u:p@${place}/d`, tables }, PortalId.parse('4711003'))));

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'source.unavailable' });
    expect(new Set(waits).size).toBe(1);
    expect(waits).toHaveLength(places.length);
  });

  it('is not a way to look around: ten in ten minutes, also when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 15 }, () => attempt({ url, tables }, PortalId.parse('4711004'))));
    expect(answers.filter((answer) => (answer as { code?: string }).code === 'connection.too_many_tests')).toHaveLength(5);
  });
});
