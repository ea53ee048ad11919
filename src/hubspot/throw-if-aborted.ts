import { AppError } from '../core/errors/index.ts';

/**
 * Ends a call whose caller has stopped waiting. The reason travels as it is (a cancelled job keeps its code);
 * a passed deadline becomes `source.timeout`.
 */
export function throwIfAborted(signal: AbortSignal): void {
  if (!signal.aborted) return;
  const reason: unknown = signal.reason;
  if (reason instanceof DOMException && reason.name === 'TimeoutError') throw new AppError('source.timeout', { cause: reason });
  throw reason;
}
