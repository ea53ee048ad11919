import type { AddDestinationRequest, AddDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { grantedScopes } from '../installs/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { insertDestination, listDestinations } from './deliveries.store.ts';
import { newSigningSecret } from './new-signing-secret.ts';
import { placeOf } from './place-of.ts';
import type { Settings } from './settings.ts';
import { showDestination } from './show-destination.ts';

const MOST = 50;

/**
 * Keeps a destination, its settings sealed for this portal and this row. A webhook's signing secret is ours, made here
 * and given out this once. Throws access.admin_only, request.invalid for a name that is taken.
 */
export async function addDestination(context: Context, caller: Caller, { name, settings: entered }: AddDestinationRequest, signal: AbortSignal): Promise<AddDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId, userId } = caller;
  const id = context.newId();
  const secret = entered.kind === 'webhook' ? newSigningSecret() : null;
  const settings: Settings = entered.kind === 'webhook' ? { ...entered, secret: secret! } : entered;
  const row = {
    id, portalId: BigInt(portalId), name, kind: entered.kind, place: placeOf(entered), state: 'active', createdBy: userId,
    sealedSettings: await context.sealer.seal(portalId, `destination:${id}`, JSON.stringify(settings)),
  };
  await context.database.inPortal(portalId, async (tx) => {
    if ((await listDestinations(tx, { onlyActive: false })).length >= MOST) throw new AppError('request.invalid', { userMessage: `There are ${MOST} destinations already.`, fix: 'Use one of them.' });
    if (!(await insertDestination(tx, row))) throw new AppError('request.invalid', { userMessage: 'There is already a destination of this name.', fix: 'Choose another name.' });
    await writeAudit(tx, portalId, { userId, action: 'destination.added', subject: id, details: { name, kind: entered.kind, place: row.place } });
  });
  return { destination: showDestination(row, await grantedScopes(context, portalId), true), secret };
}
