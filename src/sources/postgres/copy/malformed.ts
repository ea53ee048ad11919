import { AppError } from '../../../core/errors/index.ts';

/** The server sent something that COPY does not send. */
export function malformed(what: string): AppError {
  return new AppError('source.refused', { userMessage: 'The database answered in a form that cannot be read.', detail: `postgres: ${what}` });
}
