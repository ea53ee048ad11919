import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The database's message for what somebody told a listening connection; see "Message Formats" in PostgreSQL's manual. */
const NOTIFICATION = 0x41;

export type DeafLine = { readonly port: number; close(): Promise<void> };

/** A line to a Postgres on this machine that keeps every connection apart and loses what is told to those that listen. Without TLS. */
export async function startDeafLine(port: number): Promise<DeafLine> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => { near.destroy(); far.destroy(); open.delete(socket); });
    }
    near.pipe(far);
    let rest = Buffer.alloc(0);
    far.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes]);
      // A kind of one byte, then a length of four that counts itself.
      while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
        const size = 1 + rest.readInt32BE(1);
        if (rest[0] !== NOTIFICATION) near.write(rest.subarray(0, size));
        rest = rest.subarray(size);
      }
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
