import type { Retry } from '../core/errors/index.ts';

/** Milliseconds until the next attempt: 1 s doubling to 60 s, half of it random so that jobs do not march in step. */
export function backoff(retry: Exclude<Retry, 'never'>, attempt: number, random: () => number): number {
  if (retry !== 'backoff') return retry.afterMs;
  const ceiling = Math.min(60_000, 1000 * 2 ** Math.min(attempt, 6));
  return ceiling / 2 + random() * (ceiling / 2);
}
