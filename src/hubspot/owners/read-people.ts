import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { CallContext, HubSpotGateway } from '../gateway.ts';

/** HubSpot's limit: https://developers.hubspot.com/changelog/final-reminder-sunset-of-v2-owners-api (November 2026). */
const PAGE = 500;

const Answer = z.object({
  results: z.array(z.object({
    id: z.string().nullish(),
    userId: z.number().nullish(), email: z.string().nullish(), firstName: z.string().nullish(), lastName: z.string().nullish(),
    teams: z.array(z.object({ id: z.string(), name: z.string().nullish() })).nullish(),
  })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** An active user with an address, and the teams they are in. */
export type HubSpotPerson = { readonly userId: string; /** What owner fields of records hold for them. */ readonly ownerId: string; readonly name: string; readonly email: string; readonly teams: readonly { readonly id: string; readonly name: string }[] };

/** Everybody of the portal who can own records. */
export async function readPeople(gateway: HubSpotGateway, at: CallContext): Promise<readonly HubSpotPerson[]> {
  const people: HubSpotPerson[] = [];
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof Answer> = await gateway.call(at.portalId, {
      ...at, budget: 'objects', method: 'GET', path: gateway.paths.owners(),
      query: { archived: 'false', limit: String(PAGE), ...(after === null ? {} : { after }) }, repeatable: true, schema: Answer,
    });
    for (const { id, userId, email, firstName, lastName, teams } of answer.results) {
      if (userId == null || !email) continue;
      people.push({ userId: String(userId), ownerId: id ?? '', email, name: [firstName, lastName].filter(Boolean).join(' ') || email, teams: (teams ?? []).map(({ id, name }) => ({ id, name: name || id })) });
    }
    after = answer.paging?.next?.after ?? null;
    if (after === null) return people;
    if (seen.has(after)) throw new AppError('internal', { detail: "HubSpot's owner cursor goes round in a circle" });
    seen.add(after);
  }
}
