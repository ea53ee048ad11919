import type { RecordState } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { BATCH_READ_LIMIT, batchReadObjects } from '../hubspot/index.ts';
import type { BatchRead } from '../hubspot/index.ts';
import { stateKey } from './add-up.ts';
import type { PendingEvent } from './webhooks.store.ts';

/** A record may have been restored before the event of its deletion comes, so what such an event says is asked, not believed. */
const IN_DOUBT = /\.(deletion|restore|merge)$/;

/** Where HubSpot will not tell, nothing is claimed. */
const SILENT: readonly string[] = ['portal.needs_reauth', 'portal.not_installed', 'hubspot.missing_scope', 'source.refused', 'hubspot.not_found'];

/** Asks HubSpot which records of doubtful events are there now. Throws hubspot.* when it does not answer. */
export async function findStates(context: Context, portalId: PortalId, events: readonly PendingEvent[], signal: AbortSignal): Promise<Map<string, RecordState>> {
  const states = new Map<string, RecordState>();
  for (const [objectTypeId, ids] of doubtful(events)) {
    for (let from = 0; from < ids.length; from += BATCH_READ_LIMIT) {
      const asked = ids.slice(from, from + BATCH_READ_LIMIT);
      const read = await readOrNothing(context, portalId, objectTypeId, asked, signal);
      if (read === null) break;
      for (const id of read.found.keys()) states.set(stateKey(objectTypeId, id), 'present');
      for (const id of read.missing) if (!read.refused.has(id)) states.set(stateKey(objectTypeId, id), 'gone');
    }
  }
  return states;
}

function doubtful(events: readonly PendingEvent[]): Map<string, string[]> {
  const byType = new Map<string, Set<string>>();
  for (const { kind, touched } of events) {
    if (!IN_DOUBT.test(kind)) continue;
    for (const { objectTypeId, objectId } of touched) byType.set(objectTypeId, (byType.get(objectTypeId) ?? new Set()).add(objectId));
  }
  return new Map([...byType].map(([type, ids]) => [type, [...ids]]));
}

async function readOrNothing(context: Context, portalId: PortalId, objectType: string, ids: readonly string[], signal: AbortSignal): Promise<BatchRead | null> {
  try {
    return await batchReadObjects(context.hubspot, { portalId, lane: 'background', signal }, { objectType, ids, properties: ['hs_object_id'] });
  } catch (thrown) {
    if (thrown instanceof AppError && SILENT.includes(thrown.code)) return null;
    throw thrown;
  }
}
