import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { divertData } from '../../../../src/sources/postgres/copy/divert-data.ts';
import { randomOf } from '../../../support/ask-source.ts';

function message(type: string, payload: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.write(type);
  header.writeUInt32BE(payload.length + 4, 1);
  return Buffer.concat([header, payload]);
}

/** A socket whose bytes the test brings, with a driver that listens. */
function socketWithDriver(): { socket: Duplex; toDriver: Buffer[] } {
  const socket = new Duplex({ read: () => undefined, write: (_bytes, _encoding, done) => done() });
  const toDriver: Buffer[] = [];
  socket.on('data', (bytes: Buffer) => toDriver.push(Buffer.from(bytes)));
  return { socket, toDriver };
}

describe('COPY’s data on its way past the driver', () => {
  it('goes to the reader alone, all else to the driver, wherever the network cuts', () => {
    const random = randomOf(3);
    for (let round = 0; round < 200; round += 1) {
      const messages = Array.from({ length: 30 }, () => ({ type: random() < 0.6 ? 'd' : 'NSCE'[Math.floor(random() * 4)]!, payload: Buffer.alloc(Math.floor(random() * 60), Math.floor(random() * 256)) }));
      const bytes = Buffer.concat(messages.map(({ type, payload }) => message(type, payload)));
      const { socket, toDriver } = socketWithDriver();
      const data: Buffer[] = [];
      divertData(socket, (chunk, start, end) => data.push(Buffer.from(chunk.subarray(start, end))), (thrown) => expect.fail(String(thrown)));

      for (let at = 0; at < bytes.length;) {
        const end = at + 1 + Math.floor(random() * 40);
        socket.emit('data', bytes.subarray(at, end));
        at = end;
      }

      expect(Buffer.concat(data)).toEqual(Buffer.concat(messages.filter(({ type }) => type === 'd').map(({ payload }) => payload)));
      expect(Buffer.concat(toDriver)).toEqual(Buffer.concat(messages.filter(({ type }) => type !== 'd').map(({ type, payload }) => message(type, payload))));
    }
  });

  it('is the driver’s again once it was given back, in the middle of what came', () => {
    const { socket, toDriver } = socketWithDriver();
    const give = { back: (): void => undefined };
    socket.on('data', (bytes: Buffer) => {
      if (bytes[0] === 'Z'.charCodeAt(0)) give.back();
    });
    give.back = divertData(socket, () => expect.fail('no data was sent'), (thrown) => expect.fail(String(thrown)));
    const rest = Buffer.concat([message('d', Buffer.from('not a copy any more')), message('T', Buffer.from('x'))]);

    socket.emit('data', Buffer.concat([message('Z', Buffer.alloc(0)), rest]));
    socket.emit('data', rest);

    expect(Buffer.concat(toDriver)).toEqual(Buffer.concat([message('Z', Buffer.alloc(0)), rest, rest]));
  });

  it.each([['a length that cannot be', Buffer.from([0x64, 0, 0, 0, 3])], ['a message without end', Buffer.from([0x4e, 0x7f, 0xff, 0xff, 0xff])]])('stops at %s', (_what, bytes) => {
    const { socket } = socketWithDriver();
    const failures: unknown[] = [];
    divertData(socket, () => expect.fail('nothing may come'), (thrown) => failures.push(thrown));

    socket.emit('data', bytes);
    socket.emit('data', message('d', Buffer.from('more')));

    expect(failures).toHaveLength(1);
  });
});
