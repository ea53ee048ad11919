import { Socket } from 'node:net';
import { connectPinned } from '../../core/net/index.ts';
import type { ResolveHost } from '../../core/net/index.ts';

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

  // The driver calls connect(port, host) at once; its promise-less form is the only one it knows.
  socket.connect = ((port: number, host: string): Socket => {
    connectPinned(socket, connect, { port, host }, resolveHost);
    return socket;
  }) as Socket['connect'];
  return socket;
}
