import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({ id: z.string(), email: z.string().nullish(), teams: z.array(z.object({ id: z.string() })).nullish() });

export type OwnerOfUser = { readonly id: string; readonly email: string | null; readonly teamIds: readonly string[] };

/** The active owner behind a user id, with the user's teams; null when the user owns nothing and never did, or is gone. */
export async function readOwnerOfUser(gateway: HubSpotGateway, at: CallContext, userId: string): Promise<OwnerOfUser | null> {
  try {
    const owner = await gateway.call(at.portalId, {
      ...at, budget: 'objects', method: 'GET', path: gateway.paths.owner(userId), query: { idProperty: 'userId', archived: 'false' }, repeatable: true, schema: Answer,
    });
    return { id: owner.id, email: owner.email ?? null, teamIds: (owner.teams ?? []).map(({ id }) => id) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'hubspot.not_found') return null;
    throw error;
  }
}
