import { Socket } from 'node:net';
import type { ResolveHost } from './resolve-host.ts';

/** A socket that connects to exactly the addresses `resolveHost` gave: a second look-up could give others. TLS still checks the name. */
export function openSocket(resolveHost: ResolveHost): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket);

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
