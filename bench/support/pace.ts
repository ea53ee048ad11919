import { timedView } from './timed-view.ts';
import type { ViewBody } from './timed-view.ts';
import type { BenchStack } from './with-bench-stack.ts';

/** HubSpot calls that one view spends, by the sandbox's families. */
export type CallsPerView = Readonly<Record<string, number>>;

/** Calls per second each allowance gives back at least; search and association batches have their own. */
const PER_SECOND = { search: 4.5, associations: 8.7, objects: 10 } as const;
/** A database view without any HubSpot call still shall not be a load test. */
const LEAST_MS = 50;
/** Air, so that one view's calls never wait for those of the one before. */
const AIR = 1.25;

/** Asks for the view some times, which also warms every source, and says what one costs once they are warm. */
export async function callsPerView({ cards, sandbox }: BenchStack, body: ViewBody, times: number): Promise<CallsPerView> {
  await timedView(cards, body);
  await sandbox.resetStats();
  for (let done = 0; done < times; done += 1) await timedView(cards, body);
  const { byFamily } = await sandbox.stats();
  return Object.fromEntries(Object.entries(byFamily).map(([family, calls]) => [family, calls / times]));
}

/** How often a view may be asked for without the allowances being what is measured. */
export function paceOf(calls: CallsPerView): { readonly everyMs: number } {
  const seconds = { search: 0, associations: 0, objects: 0 };
  for (const [family, each] of Object.entries(calls)) {
    const allowance = family === 'search' || family === 'associations' ? family : 'objects';
    seconds[allowance] += each / PER_SECOND[allowance];
  }
  return { everyMs: Math.max(LEAST_MS, Math.max(...Object.values(seconds)) * 1000 * AIR) };
}
