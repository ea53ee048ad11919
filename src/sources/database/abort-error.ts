import { AppError } from '../../core/errors/index.ts';

/** The error of an aborted call: what the caller gave as reason, or source.timeout when a deadline passed. */
export function abortError(signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  if (reason instanceof Error && reason.name === 'TimeoutError') return new AppError('source.timeout', { cause: reason });
  return reason;
}
