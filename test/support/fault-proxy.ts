import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * What a line suffers. `half-open`: connections stand, nothing arrives either way, new ones are taken as well.
 * `limit`: a connection is reset once so many bytes of answers went through. `slicer`: everything arrives in small pieces.
 * `down`: nobody is there.
 */
export type LineFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'latency'; readonly ms: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'half-open' }
  | { readonly kind: 'limit'; readonly bytes: number }
  | { readonly kind: 'slicer'; readonly bytes: number; readonly ms: number }
  | { readonly kind: 'down' };

export type FaultProxy = {
  readonly port: number;
  /** Connections so far; shows that the line was used. */
  readonly connections: () => number;
  /** Applies to open connections as to new ones. Resolves when it holds. */
  suffer(fault: LineFault): Promise<void>;
  close(): Promise<void>;
};

type Pair = { readonly near: Socket; readonly far: Socket; answered: number };

/** A TCP line to a port of this machine that can be made bad in the ways of real networks. It looks at no byte. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  let fault: LineFault = { kind: 'none' };
  let connections = 0;
  const pairs = new Set<Pair>();
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;

  async function listen(wanted: number): Promise<Server> {
    const made = createServer(take);
    await new Promise<void>((resolve, reject) => made.once('error', reject).listen(wanted, '127.0.0.1', resolve));
    return made;
  }

  function take(near: Socket): void {
    connections += 1;
    const far = connect(target, '127.0.0.1');
    const pair: Pair = { near, far, answered: 0 };
    pairs.add(pair);
    for (const [one, other] of [[near, far], [far, near]] as const) {
      one.setNoDelay(true);
      one.on('error', () => undefined);
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
    if (fault.kind === 'reset') return reset(pair);
    void carry(pair, near, far, false);
    void carry(pair, far, near, true);
  }

  async function carry(pair: Pair, from: Socket, to: Socket, answers: boolean): Promise<void> {
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) await pass(pair, chunk, to, answers);
      to.end();
    } catch {
      // Either side went away: the other one hears of it by its own close.
    }
  }

  async function pass(pair: Pair, chunk: Buffer, to: Socket, answers: boolean): Promise<void> {
    const now = fault;
    if (now.kind === 'half-open') return;
    if (now.kind === 'latency') await delay(now.ms);
    if (now.kind === 'limit' && answers) {
      const left = now.bytes - pair.answered;
      pair.answered += chunk.length;
      if (chunk.length > left) {
        await write(to, chunk.subarray(0, Math.max(0, left)));
        return reset(pair);
      }
    }
    if (now.kind !== 'slicer') return write(to, chunk);
    // A limit of slices, so that a bulk transfer is slowed and not stopped.
    const size = Math.max(now.bytes, Math.ceil(chunk.length / 50));
    for (let at = 0; at < chunk.length; at += size) {
      await write(to, chunk.subarray(at, at + size));
      await delay(now.ms);
    }
  }

  async function suffer(next: LineFault): Promise<void> {
    const before = fault;
    fault = next;
    for (const pair of pairs) pair.answered = 0;
    // What was swallowed is gone: the peers of a half-open connection find out when it is over.
    if (next.kind === 'reset' || next.kind === 'down' || before.kind === 'half-open') for (const pair of pairs) reset(pair);
    if (next.kind === 'down' && before.kind !== 'down') await shut();
    if (before.kind === 'down' && next.kind !== 'down') server = await listen(port);
  }

  function shut(): Promise<void> {
    return new Promise((resolve) => {
      server.close(() => resolve());
      for (const pair of pairs) reset(pair);
    });
  }

  return {
    port, suffer,
    connections: () => connections,
    async close() {
      if (fault.kind !== 'down') await shut();
    },
  };
}

function reset({ near, far }: Pair): void {
  near.resetAndDestroy();
  far.destroy();
}

async function write(to: Socket, bytes: Buffer): Promise<void> {
  if (to.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      to.off('drain', done).off('close', done);
      resolve();
    };
    to.on('drain', done).on('close', done);
  });
}
