import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({ id: z.string(), email: z.string().nullish(), superAdmin: z.boolean().nullish(), primaryTeamId: z.string().nullish(), secondaryTeamIds: z.array(z.string()).nullish() });

export type HubSpotUser = { readonly id: string; readonly superAdmin: boolean; readonly teamIds: readonly string[] };

/** What the users API says about a user (needs `settings.users.read`); null when the user is no longer there. */
export async function readHubSpotUser(gateway: HubSpotGateway, at: CallContext, userId: string): Promise<HubSpotUser | null> {
  try {
    const user = await gateway.call(at.portalId, { ...at, budget: 'objects', method: 'GET', path: gateway.paths.user(userId), repeatable: true, schema: Answer });
    const teamIds = [...(user.primaryTeamId == null ? [] : [user.primaryTeamId]), ...(user.secondaryTeamIds ?? [])];
    return { id: user.id, superAdmin: user.superAdmin === true, teamIds };
  } catch (error) {
    if (error instanceof AppError && error.code === 'hubspot.not_found') return null;
    throw error;
  }
}
