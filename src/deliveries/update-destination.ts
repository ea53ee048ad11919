import type { UpdateDestinationRequest, UpdateDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { grantedScopes } from '../installs/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { changeSettings } from './change-settings.ts';
import { findDestination, replaceDestination } from './deliveries.store.ts';
import { openSettings } from './open-settings.ts';
import { placeOf } from './place-of.ts';
import { showDestination } from './show-destination.ts';

/**
 * Changes a destination's name or where it leads; what is under way goes to the new place. Another place needs its
 * secret again (T40). Throws access.admin_only, destination.unknown, request.invalid, request.conflict.
 */
export async function updateDestination(context: Context, caller: Caller, { destinationId, name, settings: change }: UpdateDestinationRequest, signal: AbortSignal): Promise<UpdateDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId, userId } = caller;
  const before = await context.database.inPortal(portalId, (tx) => findDestination(tx, destinationId));
  if (before === null) throw new AppError('destination.unknown');
  if (before.kind !== change.kind) throw new AppError('request.invalid', { userMessage: 'A destination cannot become one of another kind.', fix: 'Add a new destination.' });
  const changed = changeSettings(await openSettings(context, portalId, before), change);
  if (changed === null) throw new AppError('request.invalid', { userMessage: 'The destination leads to another place now, so its secret was not taken along.', fix: 'Enter the password or key for the new place.' });
  const sealedSettings = await context.sealer.seal(portalId, `destination:${destinationId}`, JSON.stringify(changed.settings));
  const after = { ...before, name, place: placeOf(changed.settings), sealedSettings };
  await context.database.inPortal(portalId, async (tx) => {
    const outcome = await replaceDestination(tx, before, after);
    if (outcome === 'taken') throw new AppError('request.invalid', { userMessage: 'There is already a destination of this name.', fix: 'Choose another name.' });
    if (outcome === 'lost') throw new AppError('request.conflict', { userMessage: 'Somebody else has just changed this destination.', fix: 'Open it again and repeat your change.' });
    await writeAudit(tx, portalId, { userId, action: 'destination.changed', subject: destinationId, details: { name, kind: after.kind, place: after.place, ...(before.place === after.place ? {} : { before: before.place }) } });
  });
  return { destination: showDestination(after, await grantedScopes(context, portalId), true), secret: changed.secret };
}
