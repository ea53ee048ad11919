import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts';

const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
let proxy: FaultProxy;
let client: Socket | undefined;
beforeEach(async () => {
  if (!echo.listening) {
    echo.listen(0, '127.0.0.1').unref();
    await once(echo, 'listening');
  }
  proxy = await startFaultProxy((echo.address() as AddressInfo).port);
});
afterEach(async () => {
  client?.destroy();
  await proxy.close();
});

async function open(): Promise<Socket> {
  client = connect(proxy.port, '127.0.0.1');
  client.on('error', () => undefined);
  await once(client, 'connect');
  return client;
}

/** `once` would reject at the error that comes first. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.on('close', () => resolve()));
}

/** What comes back until so many bytes are there or the line ends. */
async function say(socket: Socket, text: string): Promise<string> {
  let heard = '';
  const done = Promise.withResolvers<string>();
  socket.on('data', (piece: Buffer) => {
    heard += piece.toString();
    if (heard.length >= text.length) done.resolve(heard);
  });
  socket.on('close', () => done.resolve(`${heard} cut`));
  socket.write(text);
  return done.promise;
}

describe('a bad line', () => {
  it('without a fault carries everything', async () => {
    expect(await say(await open(), 'hello')).toBe('hello');
  });

  it('with latency is slow and loses nothing', async () => {
    await proxy.suffer({ kind: 'latency', ms: 30 });
    const began = performance.now();

    expect(await say(await open(), 'hello')).toBe('hello');
    expect(performance.now() - began).toBeGreaterThan(55);
  });

  it('that resets cuts open connections and new ones', async () => {
    const socket = await open();
    const cut = closed(socket);
    await proxy.suffer({ kind: 'reset' });
    await cut;

    const again = connect(proxy.port, '127.0.0.1');
    again.on('error', () => undefined);
    await closed(again);
  });

  it('that is half-open takes connections and carries nothing, until it is over', async () => {
    await proxy.suffer({ kind: 'half-open' });
    const socket = await open();
    const heard = say(socket, 'hello');
    expect(await Promise.race([heard, new Promise((resolve) => setTimeout(() => resolve('silence'), 100))])).toBe('silence');

    await proxy.suffer({ kind: 'none' });

    expect(await heard).toBe(' cut');
    expect(await say(await open(), 'again')).toBe('again');
  });

  it('with a limit is cut after so many bytes of answers', async () => {
    await proxy.suffer({ kind: 'limit', bytes: 3 });

    expect(await say(await open(), 'hello')).toMatch(/^(hel)? cut$/);
  });

  it('with a slicer brings everything in pieces', async () => {
    await proxy.suffer({ kind: 'slicer', bytes: 2, ms: 1 });

    expect(await say(await open(), 'hello world')).toBe('hello world');
  });

  it('that is down refuses, and is up again afterwards at the same port', async () => {
    await proxy.suffer({ kind: 'down' });
    const refused = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');

    await proxy.suffer({ kind: 'none' });

    expect(await say(await open(), 'hello')).toBe('hello');
  });
});
