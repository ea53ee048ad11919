import type { Counted } from './tell-counts.ts';

/** What a worker and the process it started for one job say to each other. */
export type LoneWord = 'begun' | 'settled' | 'give-way' | Counted;

/** Says something to the worker that started this process; resolves also where nobody listens any more. */
export function say(word: LoneWord): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    process.send(word, undefined, undefined, () => resolve());
  });
}
