import type { DestinationRequest, RotateDestinationSecretResponse } from '#contract';
import type { Caller } from '../access/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireAdmin } from '../policies/index.ts';
import { findDestination, replaceDestination } from './deliveries.store.ts';
import { newSigningSecret } from './new-signing-secret.ts';
import { openSettings } from './open-settings.ts';
import type { WebhookSettings } from './settings.ts';

/** Time for the receiver to learn the new secret. */
const BOTH_MS = 24 * 3_600_000;
/** Secrets that still sign when somebody rotates several times a day. */
const MOST_BEFORE = 4;

/**
 * Gives a webhook a new signing secret. For a day its messages carry the signatures of both, as Standard Webhooks
 * allows, so that the receiver loses none. Throws access.admin_only, destination.unknown, request.invalid for another kind.
 */
export async function rotateDestinationSecret(context: Context, caller: Caller, { destinationId }: DestinationRequest, signal: AbortSignal): Promise<RotateDestinationSecretResponse> {
  await requireAdmin(context, caller, signal);
  const { portalId, userId } = caller;
  const before = await context.database.inPortal(portalId, (tx) => findDestination(tx, destinationId));
  if (before === null) throw new AppError('destination.unknown');
  const settings = await openSettings(context, portalId, before);
  if (settings.kind !== 'webhook') throw new AppError('request.invalid', { userMessage: 'Only a webhook has a signing secret.', fix: 'Change the destination to enter another password or key.' });
  const until = new Date(context.now() + BOTH_MS).toISOString();
  const valid = (settings.before ?? []).filter((old) => Date.parse(old.until) > context.now());
  const next: WebhookSettings = { ...settings, secret: newSigningSecret(), before: [{ secret: settings.secret, until }, ...valid].slice(0, MOST_BEFORE) };
  const sealedSettings = await context.sealer.seal(portalId, `destination:${destinationId}`, JSON.stringify(next));
  await context.database.inPortal(portalId, async (tx) => {
    if ((await replaceDestination(tx, before, { ...before, sealedSettings })) !== 'replaced') throw new AppError('request.conflict', { userMessage: 'Somebody else has just changed this destination.', fix: 'Open it again and repeat your change.' });
    await writeAudit(tx, portalId, { userId, action: 'destination.rotated', subject: destinationId, details: { name: before.name, until } });
  });
  return { secret: next.secret, until };
}
