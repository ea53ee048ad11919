import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { createWebServer } from '../../server/create-web-server.ts';
import { startNumbersApp } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { sendRaw, statusOf } from '../support/send-raw.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
/** The same app behind a server with little patience. */
let hasty: Server;
let origin: string;
beforeAll(async () => {
  test = await startNumbersApp(numbersSource({ rows: 300, parts: 1, batch: 100 }));
  hasty = createWebServer(createApp(test.app), { headersMs: 500, requestMs: 800, silentMs: 700, idleMs: 500 }).listen(0, '127.0.0.1');
  await once(hasty, 'listening');
  origin = `http://127.0.0.1:${(hasty.address() as AddressInfo).port}`;
});
afterAll(async () => {
  hasty?.closeAllConnections();
  hasty?.close();
  await test?.close();
});

type Layer = { readonly route?: { readonly path: string }; readonly handle: { readonly stack?: readonly Layer[] }; match(path: string): boolean };

/** Where routers are mounted. A router that answers at none of these makes the crawl fail: it must be named here. */
const MOUNTS = ['/ui', '/files', '/approvals', '/repairs', '/oauth', '/webhooks', '/hubspot', '/settings', '/admin', '/metrics', '/app', '/help', '/audit', '/workflow-actions'];

/** Every path the app has a route for, its parameters still in it. */
function routesOf(app: Express): string[] {
  const walk = (layers: readonly Layer[], mount: string): string[] => layers.flatMap((layer) => {
    if (layer.route !== undefined) return [`${mount}${layer.route.path}`];
    if (layer.handle.stack === undefined) return [];
    const found = MOUNTS.filter((candidate) => layer.match(candidate) && !layer.match('/no-such-mount'));
    if (mount === '' && found.length !== 1) throw new Error('a router is mounted where the crawl does not look; add the place to MOUNTS');
    return walk(layer.handle.stack, mount + (mount === '' ? found[0]! : ''));
  });
  return walk((app as unknown as { router: { stack: readonly Layer[] } }).router.stack, '');
}

const INSIDE = /node_modules|\/src\/|\/server\/|\.ts:\d|\bat \w+ \(|Error:|stack"|prisma|postgres:|ECONN|select |undefined|\[object/i;

describe('somebody without a signature, link or session', () => {
  it('finds every route there is and gets nothing from any of them but plain answers (T69)', { timeout: 120_000 }, async () => {
    const routes = routesOf(createApp(test.app));
    expect(routes).toEqual(expect.arrayContaining(['/healthz', '/readyz', '/ui/start-export', '/files/:token', '/files/:token/certificate', '/approvals/:token', '/audit/:token', '/webhooks/hubspot', '/workflow-actions/export-table', '/oauth/callback']));
    const values = ['x', '00000000-0000-4000-8000-000000000000', '..%2f..%2f..%2fetc%2fpasswd', '%00', '%E0%A4%A', '%', 'a'.repeat(4_000), '__proto__', "1'--", '%3Cscript%3E', 'eyJhbGciOiJub25lIn0.eyJwIjoiMSJ9.'];
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
    const paths = [...new Set([...routes.flatMap((route) => (route.includes(':') ? values.map((value) => route.replace(/:\w+/g, value)) : [route, `${route}/`, `${route}/x`, `${route}?a=%E0%A4%A&a=b`, route.toUpperCase()])), '/', '/.env', '/.git/config', '/metrics', '/admin', '/debug', '/favicon.ico', '/healthz/../ui', '//', '/%2e%2e/%2e%2e/etc/passwd', '/ui', '/ui/', '/files', '/files/', '/oauth', '/%'])];
    for (const path of paths) {
      for (const method of methods) {
        const answer = await sendRaw(test.origin, [`${method} ${path} HTTP/1.1\r\nhost: a.example\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`]);
        const status = statusOf(answer);
        expect(status, `${method} ${path}`).toBeGreaterThan(0);
        expect(status, `${method} ${path}`).toBeLessThan(500);
        expect(answer, `${method} ${path}`).not.toMatch(INSIDE);
        expect(answer, `${method} ${path}`).not.toMatch(/x-powered-by|^server:/im);
        if (status === 200 && method !== 'OPTIONS') expect(path, method).toMatch(/^\/(healthz|readyz|robots\.txt)/);
      }
    }
  });

  it('cannot change what a request does by naming another method (T70)', async () => {
    for (const header of ['x-http-method-override: POST', 'x-http-method: POST', 'x-method-override: POST']) {
      expect(statusOf(await sendRaw(test.origin, [`GET /ui/list-jobs?_method=POST HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${header}\r\n\r\n`]))).toBe(401);
    }
    const traced = await sendRaw(test.origin, ['TRACE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-secret: mirror-me\r\n\r\n']);
    expect(statusOf(traced)).toBe(404);
    expect(traced).not.toContain('mirror-me');
  });
});

describe('a sender who wants to keep the server busy (T70)', () => {
  const healthy = async (): Promise<void> => {
    const answer = await fetch(`${origin}/healthz`);
    expect([answer.status, await answer.text()]).toEqual([200, 'ok']);
  };

  it('is hung up on when headers drip, when the body drips, and when nothing comes at all; others are served meanwhile', async () => {
    const drips = (request: string): Promise<string> => sendRaw(origin, [...request], { pauseMs: 100, quietMs: 20_000 });
    const slow = Array.from({ length: 60 }, (_, turn) => (turn % 3 === 0 ? drips('GET /healthz HTTP/1.1\r\nhost: a\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa') : turn % 3 === 1 ? sendRaw(origin, [`POST /ui/list-jobs HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n`, ...'{'.repeat(40)], { pauseMs: 100, quietMs: 20_000 }) : sendRaw(origin, [], { quietMs: 20_000 })));
    for (let look = 0; look < 5; look += 1) await healthy();

    const answers = await Promise.all(slow);

    for (const answer of answers) expect(answer).toMatch(/^$|^HTTP\/1\.1 408/);
    await healthy();
  });

  it('is refused with ten thousand headers, one huge header, or an endless address', async () => {
    const many = Array.from({ length: 10_000 }, (_, turn) => `x-${turn}: ${turn}\r\n`).join('');
    for (const request of [`GET /healthz HTTP/1.1\r\nhost: a\r\n${many}\r\n`, `GET /healthz HTTP/1.1\r\nhost: a\r\nx-big: ${'a'.repeat(100_000)}\r\n\r\n`, `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`]) {
      expect(await sendRaw(origin, [request])).toMatch(/^HTTP\/1\.1 431|^$/);
    }
    await healthy();
  });

  it('gets pipelined requests answered one after the other, and nonsense refused', async () => {
    const answers = await sendRaw(origin, ['GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(500)], { quietMs: 4_000 });
    expect(answers.match(/HTTP\/1\.1 200/g)).toHaveLength(500);
    for (const nonsense of ['\x16\x03\x01\x02\x00\x01', 'GET / HTTP/9.9\r\n\r\n', 'GET /healthz HTTP/1.1\r\n\r\n', 'NONSENSE\r\n\r\n', 'GET /healthz HTTP/1.1\r\nhost: a\r\nbad header\r\n\r\n', 'GET /healthz HTTP/1.1\r\nhost: a\nx: y\r\n\r\n\0\0\0']) {
      expect(await sendRaw(origin, [nonsense])).toMatch(/^$|^HTTP\/1\.1 400/);
    }
    await healthy();
  });

  it('is hung up on when it asks for a file and does not take it', async () => {
    const given = Promise.withResolvers<ServerResponse>();
    const server = createWebServer((_request, response) => {
      response.end(Buffer.alloc(50_000_000));
      given.resolve(response);
    }, { headersMs: 500, requestMs: 800, silentMs: 300, idleMs: 500 }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause().on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n');

    const response = await given.promise;
    await once(response, 'close');

    expect(response.writableFinished).toBe(false);
    socket.destroy();
    server.close();
  });
});
