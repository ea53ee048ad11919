import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A line to the database that can be cut or go dead while a COPY comes over it. */
export type TroubledLine = {
  readonly url: string;
  /** The next COPY is disturbed once this many bytes of its answer are through: `cut` breaks the line, `dead` lets nothing more pass. */
  disturb(afterBytes: number, how: 'cut' | 'dead'): void;
  /** Bytes that came from the database, over all connections. */
  received(): number;
  close(): Promise<void>;
};

export async function troubledLine(databaseUrl: string): Promise<TroubledLine> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let trouble: { left: number; how: 'cut' | 'dead' } | null = null;
  let received = 0;

  const server = createServer((client) => {
    const database = connect(Number(target.port), target.hostname);
    let copying = false;
    let dead = false;
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        open.delete(socket);
        client.destroy();
        database.destroy();
      });
    }
    client.on('data', (bytes) => {
      copying ||= bytes.includes('copy (select');
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      received += bytes.length;
      if (dead) return;
      if (!copying || trouble === null || trouble.left >= bytes.length) {
        if (copying && trouble !== null) trouble.left -= bytes.length;
        if (!client.write(bytes)) {
          database.pause();
          client.once('drain', () => database.resume());
        }
        return;
      }
      const { left, how } = trouble;
      trouble = null;
      dead = true;
      client.write(bytes.subarray(0, left), () => {
        if (how === 'cut') client.destroy();
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    disturb(left, how) {
      trouble = { left, how };
    },
    received: () => received,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
