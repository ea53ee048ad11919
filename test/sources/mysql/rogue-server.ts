import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export type Rogue = {
  /** Connection string of the server, with a password to look for. */
  readonly url: string;
  /** All that clients have sent. */
  readonly received: () => Buffer;
  close(): void;
};

/** Answers a packet of the client; `rest` is what came behind it. Undefined: the answer of an ordinary server. */
export type Script = (command: number, packet: Buffer, socket: Socket, rest: Buffer) => Buffer | 'nothing' | undefined;

export const COMMAND = { query: 0x03, prepare: 0x16, execute: 0x17, greeting: -1, login: -2 } as const;
const FLAGS = { longPassword: 1, connectWithDb: 8, localFiles: 0x80, protocol41: 0x200, tls: 0x800, secureConnection: 0x8000, pluginAuth: 0x8_0000 };

export function packet(sequence: number, ...parts: readonly (Buffer | string | number[])[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part as Buffer))));
  const head = Buffer.alloc(4);
  head.writeUIntLE(body.length, 0, 3);
  head[3] = sequence % 256;
  return Buffer.concat([head, body]);
}

export const OK = (sequence: number): Buffer => packet(sequence, [0, 0, 0, 2, 0, 0, 0]);
export const END = (sequence: number): Buffer => packet(sequence, [0xfe, 0, 0, 2, 0]);

/** Definition of a text column. */
export function columnDefinition(sequence: number, name = 'a', type = 0xfd): Buffer {
  const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  return packet(sequence, text('def'), text(''), text(''), text(''), text(name), text(name), [0x0c, 45, 0, 255, 255, 0, 0, type, 0, 0, 0, 0, 0]);
}

/** A row of one text column in the binary protocol. */
export function row(sequence: number, value: string): Buffer {
  const length = Buffer.alloc(4);
  length[0] = 0xfd;
  length.writeUIntLE(value.length, 1, 3);
  return packet(sequence, [0, 0], length, value);
}

export function greeting(options: { readonly tls?: boolean } = {}): Buffer {
  const flags = FLAGS.longPassword | FLAGS.connectWithDb | FLAGS.localFiles | FLAGS.protocol41 | FLAGS.secureConnection | FLAGS.pluginAuth | (options.tls ? FLAGS.tls : 0);
  const low = Buffer.alloc(2);
  low.writeUInt16LE(flags & 0xffff);
  const high = Buffer.alloc(2);
  high.writeUInt16LE(flags >>> 16);
  return packet(0, [10], '8.0.99-rogue\0', [7, 0, 0, 0], 'abcdefgh', [0], low, [45, 2, 0], high, [21], Buffer.alloc(10), 'ijklmnopqrst\0', 'mysql_native_password\0');
}

/** A server that speaks enough of MySQL's protocol to be believed, and `script` where it does not behave. */
export async function startRogue(script: Script): Promise<Rogue> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let waiting = Buffer.alloc(0);
    let loggedIn = false;
    const say = (answer: Buffer | 'nothing' | undefined, usual: Buffer): void => void (answer !== 'nothing' && !socket.destroyed && socket.write(answer ?? usual));
    say(script(COMMAND.greeting, Buffer.alloc(0), socket, waiting), greeting());
    socket.on('data', (data) => {
      received.push(data);
      waiting = Buffer.concat([waiting, data]);
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUIntLE(0, 3)) {
        const length = waiting.readUIntLE(0, 3);
        const body = waiting.subarray(4, 4 + length);
        const sequence = waiting[3]!;
        waiting = waiting.subarray(4 + length);
        const command = loggedIn ? body[0] ?? 0 : COMMAND.login;
        loggedIn = true;
        const usual = command === COMMAND.prepare ? prepared(body) : command === COMMAND.execute ? noRows() : OK(sequence + 1);
        // COM_STMT_CLOSE and COM_QUIT have no answer.
        if (command !== 0x19 && command !== 0x01) say(script(command, body, socket, waiting), usual);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `mysql://someone:hunter2-password@127.0.0.1:${(server.address() as AddressInfo).port}/secretdb`,
    received: () => Buffer.concat(received),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

export function prepared(body: Buffer): Buffer {
  const count = body.toString().split('?').length - 1;
  const low = Buffer.alloc(2);
  low.writeUInt16LE(count);
  const parameters = count === 0 ? [] : [...Array.from({ length: count }, (_, at) => columnDefinition(2 + at)), END(2 + count)];
  return Buffer.concat([packet(1, [0, 1, 0, 0, 0, 0, 0], low, [0, 0, 0]), ...parameters]);
}

export const noRows = (): Buffer => Buffer.concat([packet(1, [1]), columnDefinition(2), END(3), END(4)]);
