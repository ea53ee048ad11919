import type { RecordRef } from '#contract';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { getObject, readPeople } from '../hubspot/index.ts';
import type { CallContext, HubSpotPerson } from '../hubspot/index.ts';
import { listApprovers } from '../policies/index.ts';

export type Wanted = { readonly to: 'owner' | 'approvers' | 'person'; readonly person: string; readonly record: RecordRef };
export type Recipient = Pick<HubSpotPerson, 'userId' | 'email'>;

/**
 * Whom a workflow may write to: active users of its own HubSpot account and nobody else, whatever address a field holds
 * (T56). Throws request.invalid when there is nobody, and what HubSpot's API throws.
 */
export async function findRecipients(context: Context, portalId: PortalId, wanted: Wanted, signal: AbortSignal): Promise<readonly Recipient[]> {
  const at: CallContext = { portalId, lane: 'background', signal, purpose: { area: 'actions' } };
  const people = await readPeople(context.hubspot, at);
  const found = await choose(context, at, wanted, people);
  if (found.length === 0) throw new AppError('request.invalid', { userMessage: NOBODY[wanted.to], fix: 'Open the action in the workflow and choose who is to get the message.' });
  return found;
}

const NOBODY = {
  owner: 'The record has no owner who is an active user of this HubSpot account.',
  approvers: 'Siderail knows no approver or admin of this HubSpot account.',
  person: 'The address belongs to no active user of this HubSpot account.',
} as const;

async function choose(context: Context, at: CallContext, { to, person, record }: Wanted, people: readonly HubSpotPerson[]): Promise<readonly Recipient[]> {
  if (to === 'person') return people.filter(({ email }) => email.toLowerCase() === person.trim().toLowerCase()).slice(0, 1);
  if (to === 'approvers') {
    const ids = new Set((await listApprovers(context, at.portalId, at)).map(({ userId }) => userId));
    return people.filter(({ userId }) => ids.has(userId));
  }
  const { properties } = await getObject(context.hubspot, at, { objectType: record.objectTypeId, id: record.objectId, properties: ['hubspot_owner_id'] });
  return people.filter(({ ownerId }) => ownerId === (properties['hubspot_owner_id'] ?? ''));
}
