import { throwIfAborted } from '../throw-if-aborted.ts';

/**
 * Callers of one key take turns, first come first served, so that a process with twenty reading loops asks the
 * database for one call at a time and not twenty. Only a queue: what is correct does not depend on it.
 * A caller that aborts leaves the queue at once; its work is never begun.
 */
export type InTurn = <T>(key: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

export function createInTurn(): InTurn {
  const tails = new Map<string, Promise<unknown>>();

  return async function inTurn<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    throwIfAborted(signal);
    const start = async (): Promise<T> => {
      throwIfAborted(signal);
      return work();
    };
    const mine = (tails.get(key) ?? Promise.resolve()).then(start, start);
    tails.set(key, mine);
    void mine.catch(() => undefined).then(() => (tails.get(key) === mine ? tails.delete(key) : false));
    return untilAborted(mine, signal);
  };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const leave = (): void => {
    try {
      throwIfAborted(signal);
    } catch (reason) {
      aborted.reject(reason as Error);
    }
  };
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
