import type pg from 'pg';
import { throwIfAborted } from '../../src/hubspot/index.ts';

/** A clock that stands still while anything is being done and jumps to the next sleeper when nothing is. */
export type VirtualTime = {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A pool whose queries the clock waits for. */
  watch(pool: pg.Pool): pg.Pool;
  /** Lets everything that sleeps go on, in order, up to this moment. */
  runUntil(end: number): Promise<void>;
};

type Sleeper = { readonly at: number; readonly order: number; readonly wake: () => void };

export function createVirtualTime(begin: number): VirtualTime {
  let current = begin;
  let order = 0;
  let underway = 0;
  let idle: (() => void) | null = null;
  const sleepers: Sleeper[] = [];

  function insert(sleeper: Sleeper): void {
    let low = 0;
    let high = sleepers.length;
    // The next one to wake is the last of the list, where taking it away costs nothing.
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = sleepers[middle]!;
      if (other.at > sleeper.at || (other.at === sleeper.at && other.order > sleeper.order)) low = middle + 1;
      else high = middle;
    }
    sleepers.splice(low, 0, sleeper);
  }

  /** Until no query is under way and nobody has anything left to do at this moment. */
  async function rest(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (underway === 0) return;
      await new Promise<void>((resolve) => { idle = resolve; });
    }
  }

  function settled(): void {
    underway -= 1;
    if (underway > 0) return;
    idle?.();
    idle = null;
  }

  return {
    now: () => current,

    sleep(ms, signal) {
      if (signal !== undefined) throwIfAborted(signal);
      return new Promise((resolve) => insert({ at: current + Math.max(0, ms), order: (order += 1), wake: resolve }));
    },

    watch(pool) {
      const query = (...given: unknown[]): Promise<unknown> => {
        underway += 1;
        return (pool.query as (...args: unknown[]) => Promise<unknown>).apply(pool, given).finally(settled);
      };
      return new Proxy(pool, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name) as unknown) });
    },

    async runUntil(end) {
      for (;;) {
        await rest();
        const next = sleepers.at(-1);
        if (next === undefined || next.at > end) break;
        sleepers.pop();
        current = next.at;
        next.wake();
      }
      current = end;
    },
  };
}
