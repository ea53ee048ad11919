import type { Sleep } from '../core/time/clock.ts';

/**
 * Lets through at most so many a second, evenly, in the order in which they asked; what was not used is not saved up. `now` is a steady
 * clock in milliseconds: one that is put back would hold everybody up. Rejects when the signal aborts meanwhile; that turn is lost.
 */
export function createPace(perSecond: number, { now, sleep }: { readonly now: () => number; readonly sleep: Sleep }): (signal: AbortSignal) => Promise<void> {
  const stepMs = 1_000 / perSecond;
  let next = 0;
  return async (signal) => {
    const at = now();
    const turn = Math.max(at, next);
    next = turn + stepMs;
    if (turn > at) await sleep(turn - at, signal);
  };
}
