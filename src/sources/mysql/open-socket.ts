import { isIP, Socket } from 'node:net';
import { connectPinned } from '../../core/net/index.ts';
import type { ResolveHost } from '../../core/net/index.ts';

/** A socket that connects to exactly the addresses `resolveHost` gave: a second look-up could give others. TLS still checks the name or address that was asked for. */
export function openSocket(target: { readonly host: string; readonly port: number }, resolveHost: ResolveHost): Socket {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true);

  // The driver names to TLS a server it has a name for, and no address; Node (24) then checks the certificate against
  // this field, and without it against "localhost".
  if (isIP(target.host) !== 0) Object.assign(socket, { _host: target.host });

  connectPinned(socket, (options) => socket.connect(options), target, resolveHost);
  return socket;
}
