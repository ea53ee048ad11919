import type { SwitchDestinationRequest, SwitchDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { grantedScopes } from '../installs/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { findDestination, setDestinationState } from './deliveries.store.ts';
import { showDestination } from './show-destination.ts';

/** Switches a destination off or on again; off holds for what is already on its way. Throws access.admin_only, destination.unknown. */
export async function switchDestination(context: Context, caller: Caller, { destinationId, state }: SwitchDestinationRequest, signal: AbortSignal): Promise<SwitchDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const row = await context.database.inPortal(caller.portalId, async (tx) => {
    const found = await findDestination(tx, destinationId);
    if (found === null) throw new AppError('destination.unknown');
    if (found.state === state) return found;
    await setDestinationState(tx, destinationId, state);
    await writeAudit(tx, caller.portalId, { userId: caller.userId, action: 'destination.switched', subject: destinationId, details: { name: found.name, state } });
    return { ...found, state };
  });
  return { destination: showDestination(row, await grantedScopes(context, caller.portalId), true) };
}
