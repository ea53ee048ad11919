import type { Socket, TcpNetConnectOpts } from 'node:net';
import type { ResolveHost } from './resolve-host.ts';

type Connect = (options: TcpNetConnectOpts) => unknown;

/**
 * Connects a socket to exactly the addresses `resolveHost` gave: a second look-up could give others (T35). Whoever
 * speaks TLS over it still checks the name. `connect` is the socket's own method, for sockets whose method is replaced.
 */
export function connectPinned(socket: Socket, connect: Connect, place: { readonly host: string; readonly port: number }, resolveHost: ResolveHost): void {
  async function resolveAndConnect(): Promise<void> {
    const addresses = await resolveHost(place.host, place.port);
    const [first] = addresses;
    if (socket.destroyed) return;
    if (first === undefined) throw new Error('the host has no address');
    connect({
      port: place.port,
      host: addresses.length === 1 ? first.address : place.host,
      lookup: (_name, options, done) => (options.all ? done(null, [...addresses]) : done(null, first.address, first.family)),
    });
  }

  resolveAndConnect().catch((error: unknown) => socket.destroy(error instanceof Error ? error : new Error('host refused')));
}
