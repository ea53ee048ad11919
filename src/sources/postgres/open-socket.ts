import { Socket } from 'node:net';
import type { ResolveHost } from './resolve-host.ts';

const READ_BYTES = 64 * 1024;

/** Emitted instead of `data` while somebody listens to it, with bytes that change once the listener returns. */
export const PASSING_DATA = 'passingData';

/**
 * A socket that connects to exactly the addresses `resolveHost` gave: a second look-up could give others. TLS still
 * checks the name. It reads into one buffer again and again: a new one for every 64 KB would have to be collected.
 */
export function openSocket(resolveHost: ResolveHost): Socket {
  const socket = new Socket({ onread: { buffer: Buffer.allocUnsafeSlow(READ_BYTES), callback: passOn } });
  const connect = socket.connect.bind(socket);

  function passOn(length: number, buffer: Uint8Array): boolean {
    const bytes = (buffer as Buffer).subarray(0, length);
    // The driver keeps what is not whole, so it gets bytes of its own.
    if (!socket.emit(PASSING_DATA, bytes)) socket.emit('data', Buffer.from(bytes));
    return true;
  }

  async function resolveAndConnect(port: number, host: string): Promise<void> {
    const addresses = await resolveHost(host);
    const [first] = addresses;
    if (socket.destroyed) return;
    if (first === undefined) throw new Error('the host has no address');
    connect({
      port,
      host: addresses.length === 1 ? first.address : host,
      lookup: (_name, options, done) => (options.all ? done(null, [...addresses]) : done(null, first.address, first.family)),
    });
  }

  // The driver calls connect(port, host) at once; its promise-less form is the only one it knows.
  socket.connect = ((port: number, host: string): Socket => {
    resolveAndConnect(port, host).catch((error: unknown) => socket.destroy(error instanceof Error ? error : new Error('host refused')));
    return socket;
  }) as Socket['connect'];
  return socket;
}
