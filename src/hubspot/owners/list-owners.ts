import type { CallContext, HubSpotGateway } from '../gateway.ts';
import { ownerPages } from './owner-pages.ts';

/** An owner as people know them. */
export type NamedOwner = { readonly id: string; readonly name: string; readonly email: string; readonly active: boolean };

/** All owners of the portal, those who left it too: records still name them. */
export async function listOwners(gateway: HubSpotGateway, at: CallContext): Promise<readonly NamedOwner[]> {
  const owners: NamedOwner[] = [];
  for (const active of [true, false]) {
    for await (const page of ownerPages(gateway, at, { archived: !active })) {
      for (const { id, email, firstName, lastName } of page) owners.push({ id, name: [firstName, lastName].filter(Boolean).join(' ') || email || id, email: email ?? '', active });
    }
  }
  return owners;
}
