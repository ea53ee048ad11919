import type { Tx } from '../core/db/index.ts';
import { findDestination } from './deliveries.store.ts';

/** Those of these destinations that something can go to now; the others were removed or switched off since they were chosen. */
export async function listActive(tx: Tx, destinationIds: readonly string[]): Promise<string[]> {
  const active: string[] = [];
  for (const id of new Set(destinationIds)) if ((await findDestination(tx, id))?.state === 'active') active.push(id);
  return active;
}
