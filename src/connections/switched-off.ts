import { AppError } from '../core/errors/index.ts';

/** What a connection that is switched off answers, by its name. */
export function switchedOff(name: string): AppError {
  return new AppError('connection.disabled', { userMessage: `An admin has switched off the connection “${name}”.` });
}
