import { throwIfAborted } from './throw-if-aborted.ts';

/** Resolves after `ms`, rejects as soon as the signal aborts (with whatever error its maker likes). */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Sleeps; when the signal aborts, throws the caller's own reason and not the timer's. */
export async function pause(sleep: Sleep, ms: number, signal: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  try {
    await sleep(ms, signal);
  } catch (thrown) {
    throwIfAborted(signal);
    throw thrown;
  }
}
