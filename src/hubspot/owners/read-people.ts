import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { ownerPages } from './owner-pages.ts';

/** An active user with an address, and the teams they are in. */
export type HubSpotPerson = { readonly userId: string; /** What owner fields of records hold for them. */ readonly ownerId: string; readonly name: string; readonly email: string; readonly teams: readonly { readonly id: string; readonly name: string }[] };

/** Everybody of the portal who can own records. */
export async function readPeople(gateway: HubSpotGateway, at: CallContext): Promise<readonly HubSpotPerson[]> {
  const people: HubSpotPerson[] = [];
  for await (const page of ownerPages(gateway, at, { archived: false })) {
    for (const { id, userId, email, firstName, lastName, teams } of page) {
      if (userId == null || !email) continue;
      people.push({ userId: String(userId), ownerId: id, email, name: [firstName, lastName].filter(Boolean).join(' ') || email, teams: (teams ?? []).map(({ id, name }) => ({ id, name: name || id })) });
    }
  }
  return people;
}
