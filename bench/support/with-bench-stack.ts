import { join } from 'node:path';
import { dataDirectory } from '../../scripts/data-directory.ts';
import { portalClient } from '../../scripts/demo/portal-client.ts';
import { startStack } from '../../scripts/stack/index.ts';
import type { Stack, StackOptions } from '../../scripts/stack/index.ts';
import { CARD_ORIGIN, cardClient } from './card-client.ts';
import type { CardClient } from './card-client.ts';
import { sandboxControl } from './sandbox-control.ts';
import type { SandboxControl } from './sandbox-control.ts';

export type BenchStack = { readonly stack: Stack; readonly cards: CardClient; readonly sandbox: SandboxControl };

type Options = Required<Pick<StackOptions, 'sizes'>> & Pick<StackOptions, 'latencyMs' | 'programs' | 'extraEnvironment'> & {
  /** A folder of its own for each set of sizes, so that the data is made once and not at every change. */
  readonly folder: 'hubspot' | 'database';
};

/**
 * The whole stack in processes of their own, installed and with nothing to do, for as long as `work` takes. Ctrl-C
 * stops it too.
 */
export async function withBenchStack<T>(options: Options, work: (bench: BenchStack) => Promise<T>): Promise<T> {
  const { folder, ...rest } = options;
  const interrupt = new AbortController();
  const leave = (): void => {
    // Connections of the work that is broken off end with the database, and nobody waits for them any more.
    process.on('uncaughtException', () => undefined);
    interrupt.abort(new Error('interrupted'));
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  const starting = startStack({ ...rest, dataDir: join(dataDirectory(), 'bench', folder), ports: 'free', quiet: true, signal: interrupt.signal });
  try {
    const stack = await starting;
    return await Promise.race([use(stack, work), aborted(interrupt.signal)]);
  } finally {
    await starting.then((stack) => stack.stop(), () => undefined);
    process.off('SIGINT', leave).off('SIGTERM', leave);
  }
}

async function use<T>(stack: Stack, work: (bench: BenchStack) => Promise<T>): Promise<T> {
  const cards = cardClient(stack.webUrl);
  await portalClient({ portalUrl: stack.portalUrl, webUrl: stack.webUrl, cardOrigin: CARD_ORIGIN }).install();
  await endLeftovers(cards);
  return work({ stack, cards, sandbox: sandboxControl(stack.portalUrl) });
}

/** Jobs of a benchmark that was broken off would be carried on now, beside the one that is measured. */
async function endLeftovers(cards: CardClient): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; ) {
    const { jobs } = await cards.ask('list-jobs', {});
    const alive = jobs.filter((job) => job.state === 'queued' || job.state === 'running');
    if (alive.length === 0) return;
    if (Date.now() > deadline) throw new Error('jobs of an earlier benchmark do not end');
    for (const { id } of alive) await cards.ask('cancel-job', { jobId: id });
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}
