import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

/** HubSpot's limit: https://developers.hubspot.com/changelog/final-reminder-sunset-of-v2-owners-api (November 2026). */
const PAGE = 500;

const OwnerAnswer = z.object({
  id: z.string(), userId: z.number().nullish(), email: z.string().nullish(), firstName: z.string().nullish(), lastName: z.string().nullish(),
  teams: z.array(z.object({ id: z.string(), name: z.string().nullish() })).nullish(),
});
const Answer = z.object({ results: z.array(OwnerAnswer), paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish() });

/** The owners of the portal, active or not, of one address or all, page by page. */
export async function* ownerPages(gateway: HubSpotGateway, at: CallContext, of: { readonly archived: boolean; readonly email?: string }): AsyncGenerator<readonly z.infer<typeof OwnerAnswer>[]> {
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof Answer> = await gateway.call(at.portalId, {
      ...at, budget: 'objects', method: 'GET', path: gateway.paths.owners(),
      query: { ...of, archived: String(of.archived), limit: String(PAGE), ...(after === null ? {} : { after }) }, repeatable: true, schema: Answer,
    });
    yield answer.results;
    after = answer.paging?.next?.after ?? null;
    if (after === null) return;
    if (seen.has(after)) throw new AppError('internal', { detail: "HubSpot's owner cursor goes round in a circle" });
    seen.add(after);
  }
}
