import { AppError } from '../../core/errors/index.ts';

/** A configured table that the database does not have any more as it was set up. `what`: cannot be found or read. */
export function doesNotFit({ key, title }: { readonly key: string; readonly title: string }, what: string): AppError {
  return new AppError('source.changed', {
    userMessage: `The table “${title}” is no longer as it was set up: ${what} cannot be found or read.`,
    fix: 'Ask an admin to check the connection.',
    detail: `table ${key}: ${what} is not in the catalogue`,
  });
}
