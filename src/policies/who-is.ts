import type { Policy } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { readHubSpotUser, readOwnerOfUser } from '../hubspot/index.ts';
import type { CallContext, HubSpotUser, OwnerOfUser } from '../hubspot/index.ts';
import { readPolicyAndFacts } from './policies.store.ts';
import type { StoredPolicy } from './policies.store.ts';
import type { Subject } from './judge.ts';

/** Optional: with it HubSpot says who is super admin. */
export const USERS_SCOPE = 'settings.users.read';

export type Person = Pick<Caller, 'portalId' | 'userId'>;

/** A person with the policy that holds for them now. */
export type Who = {
  readonly subject: Subject;
  readonly stored: StoredPolicy;
  /** The id HubSpot's owner fields hold for them. Throws access.refused when they own nothing. */
  readonly ownerId: () => Promise<string>;
};

/**
 * Who a person is to the policy, now: admin (installed the app, named by an admin, or super admin where HubSpot was
 * allowed to say so) and member of which teams. HubSpot is asked only for what the rules need; when it cannot answer
 * nobody is let through.
 */
export async function whoIs(context: Context, person: Person, at: Pick<CallContext, 'lane' | 'signal'>): Promise<Who> {
  const { portalId, userId } = person;
  const { stored, facts } = await readPolicyAndFacts(context.database, portalId);
  const calling: CallContext = { portalId, lane: at.lane, signal: at.signal };
  const { policy } = stored;
  const admin = facts?.installedByUserId === userId || policy.admins.some((named) => named.userId === userId)
    || (facts?.scopes.includes(USERS_SCOPE) === true && (await userOf(context, calling, userId))?.superAdmin === true);
  const teamIds = !admin && usesTeams(policy) ? (await ownerOf(context, calling, userId))?.teamIds ?? [] : [];

  async function ownerId(): Promise<string> {
    const owner = await ownerOf(context, calling, userId);
    if (owner === null) throw new AppError('access.refused', { userMessage: 'You may only use records that you own, and HubSpot knows no record owner for you.' });
    return owner.id;
  }

  return { subject: { userId, admin, teamIds }, stored, ownerId };
}

function usesTeams({ rules }: Policy): boolean {
  return rules.some(({ who }) => who.kind === 'team');
}

// Whoever leaves a team or is no longer admin keeps the right for as long as the gateway remembers them: a minute.
async function userOf(context: Context, at: CallContext, userId: string): Promise<HubSpotUser | null> {
  if (!isUserId(userId)) return null;
  return remembered(context, `${at.portalId}:user:${userId}`, () => readHubSpotUser(context.hubspot, at, userId));
}

async function ownerOf(context: Context, at: CallContext, userId: string): Promise<OwnerOfUser | null> {
  if (!isUserId(userId)) return null;
  return remembered(context, `${at.portalId}:owner:${userId}`, () => readOwnerOfUser(context.hubspot, at, userId));
}

async function remembered<T>({ hubspot }: Context, key: string, read: () => Promise<T>): Promise<T> {
  const known = hubspot.people.get(key) as { readonly found: T } | undefined;
  if (known !== undefined) return known.found;
  const found = await read();
  hubspot.people.set(key, { found });
  return found;
}

/** A workflow is nobody in HubSpot: no admin, of no team, owner of nothing. What holds for everybody holds for it. */
function isUserId(userId: string): boolean {
  return /^\d+$/.test(userId);
}
