import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/core/errors/index.ts';
import { mysqlSource } from './local-source.ts';
import { contextOf, errorOf, randomOf } from '../../support/ask-source.ts';
import { COMMAND, END, OK, columnDefinition, greeting, noRows, packet, prepared, row, startRogue } from './rogue-server.ts';
import type { Rogue, Script } from './rogue-server.ts';

const CANARY = 'canary-of-a-file-of-ours';
const tables = [{ key: 'a', title: 'A', table: 'a', rowKey: 'id', portal: true }];
const source = mysqlSource({ limits: { connectMs: 1_000, idleMs: 100, personStatementMs: 300, backgroundStatementMs: 300, answerBytes: 5_000_000 } });
let rogue: Rogue | undefined;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siderail-canary-'));
  await writeFile(join(folder, 'secret.txt'), CANARY);
});
afterEach(() => rogue?.close());
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a person and a job get from such a server, and what it got from us. */
async function meet(script: Script): Promise<{ errors: AppError[]; received: Buffer }> {
  rogue?.close();
  rogue = await startRogue(script);
  const { url } = rogue;
  const errors = await Promise.all((['person', 'background'] as const).map((lane) => errorOf(source.tables(contextOf(source.config.parse({ url, tables }), { lane }), null))));
  for (const error of errors) {
    for (const sentence of [error.userMessage, error.fix, error.message, JSON.stringify([error, error.cause])]) expect(sentence).not.toMatch(/hunter2|secretdb|someone|127\.0\.0\.1|canary/);
  }
  return { errors, received: rogue.received() };
}

const codes = (errors: readonly AppError[]): string[] => [...new Set(errors.map((error) => error.code))];
const rows = (...some: Buffer[]): Buffer => Buffer.concat([packet(1, [1]), columnDefinition(2), END(3), ...some]);

describe('T37 G19 a MySQL server that asks for a file of ours', () => {
  const request = (): Buffer => packet(1, [0xfb], join(folder, 'secret.txt'));

  it.each([['when the session is set', COMMAND.query], ['instead of rows', COMMAND.execute], ['instead of preparing', COMMAND.prepare], ['at login', COMMAND.login]])('gets not a byte of it: %s', async (_name, moment) => {
    const { errors, received } = await meet((command) => (command === moment ? request() : undefined));

    expect(received.toString('latin1')).not.toContain(CANARY);
    for (const error of errors) expect(['source.refused', 'source.unavailable', 'source.timeout', 'source.changed']).toContain(error.code);
  });

  it('is never told that it could, and is refused in plain words', async () => {
    const { errors, received } = await meet((command) => (command === COMMAND.execute ? request() : undefined));
    const { errors: atOnce } = await meet((command) => (command === COMMAND.query ? request() : undefined));

    const flags = received.readUInt32LE(4);
    expect(flags & 0x80).toBe(0);
    expect(flags & 0x1_0000).toBe(0);
    expect(errors[0]).toMatchObject({ code: 'source.refused', userMessage: 'The database sent something else than was asked for.' });
    expect(atOnce[0]).toMatchObject({ code: 'source.refused', userMessage: 'The database asked for something that is not safe to give.' });
  });
});

describe('T37 G19 a MySQL server that answers without end', () => {
  function pour(socket: Socket, piece: () => Buffer): void {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece()));
      if (!socket.destroyed) socket.once('drain', more);
    };
    more();
  }

  it('is cut off when it sends rows without end', async () => {
    const { errors } = await meet((command, _body, socket) => {
      if (command !== COMMAND.execute) return undefined;
      let sequence = 3;
      socket.write(rows());
      pour(socket, () => row(sequence += 1, 'x'.repeat(50_000)));
      return 'nothing';
    });
    expect(errors[0]).toMatchObject({ code: 'source.refused', userMessage: 'The database sent more than was asked for.' });
  });

  it('is cut off within a value that never ends', async () => {
    const { errors } = await meet((command, _body, socket) => {
      if (command !== COMMAND.execute) return undefined;
      let sequence = 3;
      socket.write(rows());
      pour(socket, () => Buffer.concat([Buffer.from([0xff, 0xff, 0xff, (sequence += 1) % 256]), Buffer.alloc(0xff_ffff, 'x')]));
      return 'nothing';
    });
    expect(errors[0]).toMatchObject({ code: 'source.refused', userMessage: 'The database sent more than was asked for.' });
  });

  it('is given up when its rows drip', { timeout: 90_000 }, async () => {
    const { errors } = await meet((command, _body, socket) => {
      if (command !== COMMAND.execute) return undefined;
      let sequence = 3;
      const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write(row(sequence += 1, 'x'))), 100);
      return rows();
    });
    expect(codes(errors)).toEqual(['source.timeout']);
  });

  it('is given up when its greeting drips', async () => {
    const { errors } = await meet((command, _body, socket) => {
      if (command !== COMMAND.greeting) return undefined;
      const letters = [...greeting()];
      const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write(Buffer.from(letters.splice(0, 1)))), 100);
      return 'nothing';
    });
    expect(codes(errors)).toEqual(['source.unavailable']);
  });

  it.each([['to the greeting', COMMAND.greeting, 'source.unavailable'], ['to the login', COMMAND.login, 'source.unavailable'], ['to a statement', COMMAND.prepare, 'source.timeout'], ['for rows', COMMAND.execute, 'source.timeout']] as const)('is given up when it is silent instead of answering %s', { timeout: 90_000 }, async (_name, moment, code) => {
    const { errors } = await meet((command) => (command === moment ? 'nothing' : undefined));
    expect(codes(errors)).toEqual([code]);
  });
});

describe('T37 G19 a MySQL server that answers nonsense', () => {
  const column = (type: number): Buffer => Buffer.concat([packet(1, [1]), columnDefinition(2, 'a', type), END(3)]);
  const cases: [name: string, script: Script][] = [
    ['another protocol', (command, _body, socket) => (command === COMMAND.greeting ? (socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'nothing') : undefined)],
    ['a greeting cut short', (command) => (command === COMMAND.greeting ? packet(0, [10], '8') : undefined)],
    ['an empty greeting', (command) => (command === COMMAND.greeting ? packet(0) : undefined)],
    ['an unknown login method', (command) => (command === COMMAND.login ? packet(2, [0xfe], 'constructor\0', 'abcdefghijklmnopqrst\0') : undefined)],
    ['a login method of prototypes', (command) => (command === COMMAND.login ? packet(2, [0xfe], '__proto__\0', 'abcdefghijklmnopqrst\0') : undefined)],
    ['more login data than was asked for', (command) => (command === COMMAND.login ? packet(2, [1, 4]) : undefined)],
    ['an error with a file’s content', (command) => (command === COMMAND.execute ? packet(1, [0xff, 0x28, 0x04], '#42000', 'hunter2 canary someone@127.0.0.1') : undefined)],
    ['an end instead of columns', (command) => (command === COMMAND.execute ? Buffer.concat([packet(1, [1]), END(2), END(3)]) : undefined)],
    ['a row instead of the end of the columns', (command) => (command === COMMAND.execute ? Buffer.concat([packet(1, [1]), columnDefinition(2), row(3, 'x'), END(4)]) : undefined)],
    ['no rows but an OK', (command) => (command === COMMAND.execute ? OK(1) : undefined)],
    ['numbers instead of text', (command) => (command === COMMAND.execute ? Buffer.concat([column(3), packet(4, [0, 0, 1, 2, 3, 4]), END(5)]) : undefined)],
    ['JSON instead of text', (command) => (command === COMMAND.execute ? Buffer.concat([column(0xf5), packet(4, [0, 0, 13], '{"__proto__":{}}'), END(5)]) : undefined)],
    ['a value longer than its row', (command) => (command === COMMAND.execute ? Buffer.concat([column(0xfd), packet(4, [0, 0, 0xfc, 0xff, 0xff], 'x'), END(5)]) : undefined)],
    ['a row of nothing', (command) => (command === COMMAND.execute ? Buffer.concat([column(0xfd), packet(4), END(5)]) : undefined)],
    ['sixteen million columns', (command) => (command === COMMAND.execute ? Buffer.concat([packet(1, [0xfd, 0xff, 0xff, 0xff]), columnDefinition(2), END(3), END(4)]) : undefined)],
    ['a second result', (command) => (command === COMMAND.execute ? Buffer.concat([rows(row(4, 'x')), packet(5, [0xfe, 0, 0, 8, 0]), rows(row(4, 'y'), END(5))]) : undefined)],
    ['another number of values than were bound', (command, body) => (command === COMMAND.prepare ? prepared(Buffer.concat([body, Buffer.from('?????')])) : undefined)],
    ['answers to nobody', (command) => (command === COMMAND.query ? Buffer.concat([OK(1), OK(2), OK(3)]) : undefined)],
    ['a table with a type of its own', (command) => (command === COMMAND.execute ? rows(row(4, '__proto__'), END(5)) : undefined)],
  ];

  it.each(cases)('is refused with a plain sentence: %s', { timeout: 90_000 }, async (_name, script) => {
    const { errors } = await meet(script);
    for (const error of errors) expect(['source.unavailable', 'source.refused', 'source.timeout', 'source.changed']).toContain(error.code);
  });

  it('is refused with a plain sentence: any bytes at any moment', { timeout: 120_000 }, async () => {
    const random = randomOf(11);
    for (let round = 0; round < 40; round += 1) {
      const moment = [COMMAND.greeting, COMMAND.login, COMMAND.query, COMMAND.prepare, COMMAND.execute][round % 5]!;
      const usual = [greeting(), OK(2), OK(1), prepared(Buffer.from('??????')), noRows()][round % 5]!;
      const spoilt = Buffer.from(usual.map((byte) => (random() < 0.15 ? Math.floor(random() * 256) : byte)));
      const { errors } = await meet((command, _body, socket) => {
        if (command !== moment) return undefined;
        socket.end(spoilt);
        return 'nothing';
      });
      for (const error of errors) expect(['source.unavailable', 'source.refused', 'source.timeout', 'source.changed']).toContain(error.code);
      rogue?.close();
    }
  });

  it('does not get the password in clear text, whatever it calls the method', async () => {
    for (const method of ['mysql_clear_password', 'dialog', 'authentication_ldap_simple_client']) {
      const { errors, received } = await meet((command) => (command === COMMAND.login ? packet(2, [0xfe], `${method}\0`) : undefined));
      expect(received.toString('latin1')).not.toContain('hunter2-password');
      expect(codes(errors)).toEqual(['source.refused']);
      rogue?.close();
    }
  });
});
