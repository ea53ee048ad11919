import type { DestinationRequest, RemoveDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { dropDestination, findDestination, giveUpOpen } from './deliveries.store.ts';

/**
 * Removes a destination for good: its settings are deleted, its name is free again, and what was still to be sent
 * there is shown as not sent. What it got before stays in the lists. Throws access.admin_only, destination.unknown.
 */
export async function removeDestination(context: Context, caller: Caller, { destinationId }: DestinationRequest, signal: AbortSignal): Promise<RemoveDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId, userId } = caller;
  await context.database.inPortal(portalId, async (tx) => {
    const found = await findDestination(tx, destinationId);
    if (found === null || !(await dropDestination(tx, found))) throw new AppError('destination.unknown');
    const givenUp = await giveUpOpen(tx, destinationId, 'An admin has removed this destination.');
    await writeAudit(tx, portalId, { userId, action: 'destination.removed', subject: destinationId, details: { name: found.name, kind: found.kind, place: found.place, givenUp } });
  });
  return { removed: true };
}
