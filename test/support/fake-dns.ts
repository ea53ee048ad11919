import { createSocket } from 'node:dgram';
import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';

export type FakeDns = {
  /** Looks names up at this server and nowhere else, IPv4 only. */
  lookup(host: string): Promise<LookupAddress[]>;
  /** Names that were asked for, in order. */
  readonly asked: readonly string[];
  close(): void;
};

/** A DNS server on loopback. `answer` is asked for every question, so that a name can mean something else a moment later; its answers may be kept for no time at all. */
export async function startFakeDns(answer: (name: string, time: number) => readonly string[]): Promise<FakeDns> {
  const asked: string[] = [];
  const server = createSocket('udp4', (question, sender) => {
    const name = readName(question);
    asked.push(name);
    const time = asked.filter((earlier) => earlier === name).length;
    server.send(reply(question, answer(name, time)), sender.port, sender.address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.address().port}`]);
  return {
    asked,
    lookup: async (host) => (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    close: () => server.close(),
  };
}

function readName(question: Buffer): string {
  const labels: string[] = [];
  for (let at = 12; question[at] !== 0;) {
    const length = question[at]!;
    labels.push(question.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return labels.join('.');
}

function reply(question: Buffer, addresses: readonly string[]): Buffer {
  const end = question.indexOf(0, 12) + 5;
  const head = Buffer.from(question.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(addresses.length, 6);
  head.writeUInt32BE(0, 8);
  // Name (a pointer to the question's), type A, class IN, no time to live, four bytes.
  const records = addresses.map((address) => Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]));
  return Buffer.concat([head, ...records]);
}
