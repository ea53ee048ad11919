import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findDestination } from './deliveries.store.ts';

/** Throws destination.unknown or destination.off for the first of these that nothing can go to. */
export async function requireDestinations(tx: Tx, destinationIds: readonly string[]): Promise<void> {
  for (const id of new Set(destinationIds)) {
    const found = await findDestination(tx, id);
    if (found === null) throw new AppError('destination.unknown');
    if (found.state !== 'active') throw new AppError('destination.off');
  }
}
