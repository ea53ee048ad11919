import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type SeverableLine = {
  readonly port: number;
  /** Where new connections go; those that are open are cut. */
  lead(port: number): void;
  close(): Promise<void>;
};

/** A TCP line to a port of this machine that can be led elsewhere, for a server that comes back on another port. */
export async function startSeverableLine(port: number): Promise<SeverableLine> {
  let target = port;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]] as const) {
      open.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    lead(to) {
      target = to;
      cut();
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
