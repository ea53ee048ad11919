import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { postgresSource } from '../local-source.ts';
import { CERTIFICATES } from '../../mysql/certificates.ts';
import { contextOf, queryOf } from '../../../support/ask-source.ts';
import { run } from '../harness.ts';
import { ordersDatabase } from './orders-database.ts';

const orders = ordersDatabase();

/** The tests' database behind TLS: PostgreSQL's own way to ask for it, then everything handed on. Returns its port. */
async function withTls(databaseUrl: string, use: (port: number) => Promise<void>): Promise<void> {
  const target = new URL(databaseUrl);
  const secureContext = createSecureContext({ cert: CERTIFICATES.good, key: CERTIFICATES.key });
  const open = new Set<Socket>();
  const server = createServer((plain) => {
    const database = connect(Number(target.port), target.hostname);
    for (const socket of [plain, database]) open.add(socket.on('error', () => undefined));
    plain.once('data', (asked) => {
      // A cancel request comes without TLS.
      if (asked.length !== 8) {
        database.end(asked);
        return;
      }
      plain.write('S');
      const secure = new TLSSocket(plain, { isServer: true, secureContext });
      secure.on('error', () => undefined).pipe(database).pipe(secure);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

it('T41 a table is read by COPY over TLS as it is without, also when its reader is slow', async () => {
  const plain = await orders.take(await orders.query());
  await withTls(orders.database.url, async (port) => {
    const elsewhere = postgresSource({ resolveHost: async () => [{ address: '127.0.0.1', family: 4 }], limits: { pieceBytes: 400, stretchBytes: 1_500 } });
    const url = new URL(orders.database.url);
    [url.hostname, url.port] = ['db.customer.example', String(port)];
    const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
    const context = contextOf(elsewhere.config.parse({ url: url.toString(), tls: { ca: CERTIFICATES.ca }, tables }), { lane: 'background' });
    const query = await queryOf(elsewhere, context, { table: 'orders' });

    const secure = await orders.take(query, { of: elsewhere, context });
    await run(orders.database.url, `update orders set note = repeat('long ', 4000)`);
    const long = await orders.take(query, { of: elsewhere, context, disturb: () => new Promise((resolve) => setTimeout(resolve, 500)) });

    expect(secure.error).toBeNull();
    expect(secure.lines.equals(plain.lines)).toBe(true);
    expect(long.error).toBeNull();
    expect(long.lines.length).toBeGreaterThan(20_000_000);
  });
});
