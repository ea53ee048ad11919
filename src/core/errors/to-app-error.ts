import { AppError } from './app-error.ts';

/** Any thrown value as an AppError; what nobody expected becomes `internal` with its cause kept for the log. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? `unexpected ${thrown.name}: ${thrown.message}` : 'unexpected non-error thrown';
  return new AppError('internal', { cause: thrown, detail });
}
