import { Socket } from 'node:net';
import { connectPinned } from '../../core/net/index.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/** A socket that connects to exactly the addresses `resolveHost` gave: a second look-up could give others. TLS still checks the name. */
export function openSocket(target: { readonly host: string; readonly port: number }, resolveHost: ResolveHost): Socket {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true);

  connectPinned(socket, (options) => socket.connect(options), target, resolveHost);
  return socket;
}
