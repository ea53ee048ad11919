import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { postText } from '../../../src/core/net/index.ts';
import { localResolveHost } from '../../support/local-resolve-host.ts';

let close = async (): Promise<void> => undefined;
afterEach(async () => close());

/** A port that does with a connection what a test says. */
async function listen(behave: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined));
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => new Promise((resolve) => {
    for (const socket of open) socket.destroy();
    server.close(() => resolve());
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const post = (url: string) => postText(localResolveHost, { url, headers: {}, body: '{}', signal: new AbortController().signal, mostMs: 400 });

it.each([
  ['takes the request and says nothing', () => undefined],
  ['takes the request and breaks off', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
  ['breaks off in the middle of its answer', (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'))],
  ['answers in another language', (socket: Socket) => socket.once('data', () => socket.end('220 smtp ready\r\n'))],
] as const)('calls it unknown when the other side %s, and gives up in time (F47)', async (_what, behave) => {
  expect(await post(`http://${await listen(behave)}/`)).toMatchObject({ state: 'unknown' });
});

it('calls it not sent when nobody listens, and when TLS does not come about', async () => {
  const plain = await listen((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));

  expect(await post(`https://${plain}/`)).toMatchObject({ state: 'not_sent' });
  await close();
  expect(await post(`http://${plain}/`)).toMatchObject({ state: 'not_sent', reason: 'Nobody answers at this address.' });
});

it('reads no more of an endless answer than it needs', async () => {
  const place = await listen((socket) => socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const flood = (): void => void (socket.writable && socket.write('x'.repeat(65_536), () => setImmediate(flood)));
    flood();
  }));

  const posted = await post(`http://${place}/`);

  expect(posted).toMatchObject({ state: 'answered', status: 200 });
  expect(posted.state === 'answered' && posted.body.length).toBeLessThanOrEqual(16_384);
});
