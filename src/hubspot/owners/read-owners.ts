import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

const Answer = z.object({
  results: z.array(z.object({ id: z.string(), email: z.string().nullish(), userId: z.number().nullish() })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** `id` is what `hubspot_owner_id` wants; the user's id is another number. */
export type Owner = { readonly id: string; readonly userId: string | null };

/** The active owners with this e-mail address, in any spelling of upper and lower case; HubSpot may hold several. */
export async function readOwners(gateway: HubSpotGateway, at: CallContext, of: { readonly email: string }): Promise<readonly Owner[]> {
  const owners: Owner[] = [];
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof Answer> = await gateway.call(at.portalId, {
      ...at,
      budget: 'objects',
      method: 'GET',
      path: gateway.paths.owners(),
      query: { email: of.email, archived: 'false', limit: '100', ...(after === null ? {} : { after }) },
      repeatable: true,
      schema: Answer,
    });
    for (const { id, email, userId } of answer.results) {
      if (email?.toLowerCase() === of.email.toLowerCase()) owners.push({ id, userId: userId == null ? null : String(userId) });
    }
    after = answer.paging?.next?.after ?? null;
    if (after === null) return owners;
    if (seen.has(after)) throw new AppError('internal', { detail: "HubSpot's owner cursor goes round in a circle" });
    seen.add(after);
  }
}
