import type { DestinationRequest, GetDestinationResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { grantedScopes } from '../installs/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { findDestination, listDeliveriesTo, listLast } from './deliveries.store.ts';
import { openSettings } from './open-settings.ts';
import { showDestination } from './show-destination.ts';
import { showSettings } from './show-settings.ts';

const SHOWN = 10;

/** A destination as its form shows it, without secrets, and what went there last. Throws access.admin_only, destination.unknown. */
export async function getDestination(context: Context, caller: Caller, { destinationId }: DestinationRequest, signal: AbortSignal): Promise<GetDestinationResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId, userId } = caller;
  const { row, deliveries, last } = await context.database.inPortal(portalId, async (tx) => {
    const found = await findDestination(tx, destinationId);
    if (found === null) throw new AppError('destination.unknown');
    return { row: found, deliveries: await listDeliveriesTo(tx, destinationId, SHOWN), last: await listLast(tx) };
  });
  const settings = await openSettings(context, portalId, row);
  const old = settings.kind === 'webhook' ? (settings.before ?? []).map(({ until }) => until).filter((until) => Date.parse(until) > context.now()) : [];
  return {
    destination: showDestination(row, await grantedScopes(context, portalId), true, last.get(row.id) ?? null),
    settings: showSettings(settings), oldSecretUntil: old[0] ?? null,
    deliveries: deliveries.map(({ id, jobId, job, state, about, attempts, reason, createdAt, sentAt }) => ({
      id, jobId, title: job.title, userEmail: job.userEmail, mine: job.userId === userId, attempts, reason, at: (sentAt ?? createdAt).toISOString(),
      state: state as GetDestinationResponse['deliveries'][number]['state'], about: about as GetDestinationResponse['deliveries'][number]['about'],
    })),
  };
}
