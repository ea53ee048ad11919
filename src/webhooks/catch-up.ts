import { z } from 'zod';
import { knownRecords } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { BATCH_READ_LIMIT, batchReadObjects } from '../hubspot/index.ts';
import { storeEvents } from './webhooks.store.ts';

const CONTACTS = '0-1';
/** HubSpot's retries and a week of outage. */
const BACK_MS = 8 * 86_400_000;
const Found = z.object({ results: z.array(z.object({ id: z.string() })) });

/**
 * After an outage that outlasted HubSpot's retries (24 h): asks HubSpot about the contacts it told us of before, and takes
 * one that is neither there nor in its recycle bin as deleted for privacy, in the same way as the event that was missed
 * (F44). Says how many were found. Contacts nobody told us of are not known here. Throws hubspot.*.
 */
export async function catchUp(context: Context, portalId: PortalId, signal: AbortSignal): Promise<{ readonly asked: number; readonly lost: number }> {
  const ids = await context.database.inPortal(portalId, (tx) => knownRecords(tx, portalId, CONTACTS, new Date(context.now() - BACK_MS)));
  let lost = 0;
  for (let from = 0; from < ids.length; from += BATCH_READ_LIMIT) {
    const at = { portalId, lane: 'background', signal } as const;
    const read = await batchReadObjects(context.hubspot, at, { objectType: CONTACTS, ids: ids.slice(from, from + BATCH_READ_LIMIT), properties: ['hs_object_id'] });
    const missing = read.missing.filter((id) => !read.refused.has(id));
    const binned = await inRecycleBin(context, at, missing);
    const gone = missing.filter((id) => !binned.has(id));
    if (gone.length > 0) await storeEvents(context.database, gone.map((objectId) => missedEvent(portalId, objectId, context.now())));
    lost += gone.length;
  }
  context.log.info({ portalId, asked: ids.length, lost }, 'caught up with privacy deletions that were not told');
  return { asked: ids.length, lost };
}

async function inRecycleBin(context: Context, at: { readonly portalId: PortalId; readonly lane: 'background'; readonly signal: AbortSignal }, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { results } = await context.hubspot.call(at.portalId, {
    ...at, budget: 'objects', method: 'POST', path: context.hubspot.paths.batchRead(CONTACTS), query: { archived: 'true' },
    body: { inputs: ids.map((id) => ({ id })), properties: ['hs_object_id'], propertiesWithHistory: [] }, repeatable: true, schema: Found,
  });
  return new Set(results.map(({ id }) => id));
}

function missedEvent(portalId: PortalId, objectId: string, now: number): Parameters<typeof storeEvents>[1][number] {
  return {
    portalId, key: sha256(`missed privacy deletion ${objectId}`), kind: 'contact.privacyDeletion', objectTypeId: CONTACTS, objectId,
    touched: [{ objectTypeId: CONTACTS, objectId, link: false }], occurredAt: new Date(now).toISOString(), state: 'pending', reason: null, sealedRaw: null,
  };
}
