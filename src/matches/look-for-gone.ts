import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { batchReadObjects } from '../hubspot/index.ts';
import type { CallContext } from '../hubspot/index.ts';
import { listUnseen, noteLooked } from '../links/index.ts';
import { noteGone } from './note-gone.ts';

const EVERY_MS = 3 * 86_400_000;
/** HubSpot's limit of ids in one call. */
const BATCH = 100;
/** Calls of a sweep: what is left over is the first in the next one, six hours later. */
const MOST_BATCHES = 10;

/**
 * Asks HubSpot whether linked records are still there, each every three days: HubSpot repeats an event for 24 hours only, and a
 * deletion in a longer outage would leave its link for ever. Answers how many are gone; their links end a day later, like those of
 * records whose event came. Throws hubspot.* when HubSpot does not answer.
 */
export async function lookForGone(context: Context, portalId: PortalId, signal: AbortSignal): Promise<number> {
  const { database } = context;
  const at: CallContext = { portalId, lane: 'background', signal, purpose: { area: 'other' } };
  const due = await database.inPortal(portalId, (tx) => listUnseen(tx, portalId, new Date(context.now() - EVERY_MS), BATCH * MOST_BATCHES));
  let gone = 0;
  for (const [objectTypeId, records] of Map.groupBy(due, (record) => record.objectTypeId)) {
    for (let from = 0; from < records.length; from += BATCH) {
      const ids = records.slice(from, from + BATCH).map(({ objectId }) => objectId);
      for (const objectId of await missingOf(context, at, objectTypeId, ids)) {
        // Missing in a batch is not yet gone: a merge's loser is missing too. Asked for by itself, HubSpot names the winner or answers 404.
        gone += (await unlessRefused(noteGone(context, at, { objectTypeId, objectId }), false)) ? 1 : 0;
      }
      await database.inPortal(portalId, (tx) => noteLooked(tx, portalId, objectTypeId, ids, new Date(context.now())));
    }
  }
  return gone;
}

async function missingOf(context: Context, at: CallContext, objectType: string, ids: readonly string[]): Promise<readonly string[]> {
  const read = await unlessRefused(batchReadObjects(context.hubspot, at, { objectType, ids, properties: [] }), null);
  return read === null ? [] : read.missing.filter((id) => !read.refused.has(id));
}

/** What the app may not read is not gone. */
async function unlessRefused<T>(reading: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await reading;
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'source.refused' || thrown.code === 'hubspot.missing_scope')) return otherwise;
    throw thrown;
  }
}
