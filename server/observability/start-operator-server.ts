import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { App } from '../compose.ts';
import { readGauges } from './read-gauges.ts';

export type OperatorServer = { readonly port: number; close(): Promise<void> };

/** Scrapers of several Prometheus servers together read the tables once in this time. */
const KEPT_MS = 5_000;

/**
 * The operator's own door, apart from the public one: `/metrics`, `/healthz`, `/readyz` with reasons. It has no password,
 * so it must only be bound where nobody else can reach it (T69). Rejects when the address cannot be bound.
 */
export async function startOperatorServer(app: App, address: { readonly host: string; readonly port: number }): Promise<OperatorServer> {
  const { context, readiness } = app;
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  let kept: { readonly at: number; readonly text: Promise<string> } | null = null;

  async function metrics(): Promise<string> {
    if (kept === null || context.now() - kept.at > KEPT_MS) kept = { at: context.now(), text: read() };
    return kept.text;
  }

  async function read(): Promise<string> {
    // Without the database, what this process counted is still worth having.
    const gauges = await readGauges(context.database.pool).catch((err: unknown) => {
      context.log.warn({ err }, 'shared figures not read');
      return null;
    });
    const readable = { name: 'siderail_database_readable', help: '1 when the shared figures could be read', value: gauges === null ? 0 : 1 };
    return `${await process.metrics()}\n${await context.metrics.text([readable, ...(gauges ?? [])])}`;
  }

  const answers: Readonly<Record<string, () => Promise<{ status: number; type: string; text: string }>>> = {
    '/healthz': () => Promise.resolve({ status: 200, type: 'text/plain', text: 'ok' }),
    '/readyz': async () => {
      const { ready, checks } = await readiness();
      return { status: ready ? 200 : 503, type: 'application/json', text: JSON.stringify({ ready, checks }) };
    },
    '/metrics': async () => ({ status: 200, type: 'text/plain; version=0.0.4; charset=utf-8', text: await metrics() }),
  };

  const server = createServer((request, response) => {
    const answer = request.method === 'GET' ? answers[request.url ?? ''] : undefined;
    if (answer === undefined) return void response.writeHead(404).end();
    answer().then(
      ({ status, type, text }) => response.writeHead(status, { 'content-type': type }).end(text),
      (err: unknown) => {
        context.log.warn({ err }, 'an operator’s question was not answered');
        response.writeHead(500).end();
      },
    );
  });
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
