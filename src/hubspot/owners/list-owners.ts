import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

/** HubSpot's limit: https://developers.hubspot.com/changelog/final-reminder-sunset-of-v2-owners-api (November 2026). */
const PAGE = 500;

const Answer = z.object({
  results: z.array(z.object({ id: z.string(), email: z.string().nullish(), firstName: z.string().nullish(), lastName: z.string().nullish() })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** An owner as people know them. */
export type NamedOwner = { readonly id: string; readonly name: string; readonly email: string; readonly active: boolean };

/** All owners of the portal, those who left it too: records still name them. */
export async function listOwners(gateway: HubSpotGateway, at: CallContext): Promise<readonly NamedOwner[]> {
  return [...(await listSome(gateway, at, true)), ...(await listSome(gateway, at, false))];
}

async function listSome(gateway: HubSpotGateway, at: CallContext, active: boolean): Promise<NamedOwner[]> {
  const owners: NamedOwner[] = [];
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof Answer> = await gateway.call(at.portalId, {
      ...at,
      budget: 'objects',
      method: 'GET',
      path: gateway.paths.owners(),
      query: { archived: String(!active), limit: String(PAGE), ...(after === null ? {} : { after }) },
      repeatable: true,
      schema: Answer,
    });
    for (const { id, email, firstName, lastName } of answer.results) {
      owners.push({ id, name: [firstName, lastName].filter(Boolean).join(' ') || email || id, email: email ?? '', active });
    }
    after = answer.paging?.next?.after ?? null;
    if (after === null) return owners;
    if (seen.has(after)) throw new AppError('internal', { detail: "HubSpot's owner cursor goes round in a circle" });
    seen.add(after);
  }
}
