import { Socket } from 'node:net';
import type { ResolveHost } from './resolve-host.ts';

/** A socket that connects to exactly the addresses `resolveHost` gave: a second look-up could give others. TLS still checks the name. */
export function openSocket(target: { readonly host: string; readonly port: number }, resolveHost: ResolveHost): Socket {
  const socket = new Socket();
  socket.setNoDelay(true);
  socket.setKeepAlive(true);

  async function resolveAndConnect(): Promise<void> {
    const addresses = await resolveHost(target.host);
    const [first] = addresses;
    if (socket.destroyed) return;
    if (first === undefined) throw new Error('the host has no address');
    socket.connect({
      port: target.port,
      host: addresses.length === 1 ? first.address : target.host,
      lookup: (_name, options, done) => (options.all ? done(null, [...addresses]) : done(null, first.address, first.family)),
    });
  }

  resolveAndConnect().catch((error: unknown) => socket.destroy(error instanceof Error ? error : new Error('host refused')));
  return socket;
}
