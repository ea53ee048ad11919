import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { LinkRef } from './link-ref.ts';
import { readManyDecided } from './links.store.ts';

/** What many records of one type are linked to, and what they are not the same as, by their ids; those nobody decided about are missing. */
export async function readLinks(context: Context, portalId: PortalId, of: Pick<LinkRef, 'connection' | 'partner'> & { readonly objectTypeId: string }, objectIds: readonly string[]): Promise<ReadonlyMap<string, { readonly key: string | null; readonly refused: readonly string[] }>> {
  const decided = await readManyDecided(context.database, portalId, of, objectIds);
  return new Map([...decided].map(([id, { link, refused }]) => [id, { key: link?.key ?? null, refused }]));
}
