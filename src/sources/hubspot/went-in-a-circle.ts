import { AppError } from '../../core/errors/index.ts';

/** HubSpot's cursor leads back to where the reader was, or nowhere: an end that is not one must not look like one. */
export function wentInACircle(after: string): AppError {
  return new AppError('internal', { detail: `HubSpot's list cursor goes round in a circle at ${after.slice(0, 50)}`, retry: 'never' });
}
