import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { getObject } from '../../src/hubspot/index.ts';
import { errorOf, testGateway } from './test-gateway.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server that answers the n-th request with the n-th behaviour; the last one for ever after. */
async function serve(...behaviours: ('nothing' | 'half' | 'reset' | 'whole')[]): Promise<{ url: string; count: () => number }> {
  let count = 0;
  server = createServer((_request, response) => {
    const behaviour = behaviours[Math.min(count, behaviours.length - 1)];
    count += 1;
    if (behaviour === 'nothing') return;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"id":"5",');
    if (behaviour === 'reset') setTimeout(() => response.socket?.resetAndDestroy(), 10);
    if (behaviour === 'whole') response.end('"properties":{}}');
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
}

const quick = { timeoutMs: { person: 300, background: 300 } };
const contact = { objectType: '0-1', id: '5', properties: [] };

it.each(['nothing', 'half', 'reset'] as const)('F7 F8 a server that sends %s and then falls silent is given up and asked again', async (behaviour) => {
  const { url, count } = await serve(behaviour, 'whole');
  const test = testGateway({ apiUrl: url, ...quick });

  await expect(getObject(test.gateway, test.at, contact)).resolves.toEqual({ id: '5', properties: {} });

  expect(count()).toBe(2);
});

it('F8 a server that always hangs ends as a time-out, not as a hanging job', async () => {
  const { url } = await serve('half');
  const test = testGateway({ apiUrl: url, ...quick });

  const error = await errorOf(getObject(test.gateway, test.at, contact));

  expect(error.code).toBe('source.timeout');
  expect(test.trace.taken).toHaveLength(5);
});
