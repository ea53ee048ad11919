import { createConnection, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

const PIECE = 50_000;
const EVERY_MS = 20;

/** A line to a server of this machine that brings its answers in small pieces, and none after `atMost` bytes. */
export async function startSlowProxy(port: number, options: { readonly atMost?: number } = {}): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const fast = options.atMost !== undefined;
  const server = createServer((near) => {
    const far = createConnection(port, '127.0.0.1');
    for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
    near.on('data', (data) => far.write(data)).on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    let waiting = Buffer.alloc(0);
    let sent = 0;
    far.on('data', (data) => {
      waiting = Buffer.concat([waiting, data]);
    });
    const timer = setInterval(() => {
      const piece = waiting.subarray(0, Math.min(fast ? waiting.length : PIECE, (options.atMost ?? Infinity) - sent));
      waiting = waiting.subarray(piece.length);
      sent += piece.length;
      if (piece.length > 0 && !near.destroyed) near.write(piece);
    }, EVERY_MS);
    near.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
