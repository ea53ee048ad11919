import { addChanges } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { getObject } from '../hubspot/index.ts';
import type { CallContext } from '../hubspot/index.ts';
import { followMerge } from '../links/index.ts';

/**
 * Asks HubSpot for one linked record. What is not there is noted as its event would have noted it, so that its link ends the same way;
 * the links of one that was merged go to the record there is now. Answers whether it is gone. Throws hubspot.* when HubSpot does not say.
 */
export async function noteGone(context: Context, at: CallContext, record: { readonly objectTypeId: string; readonly objectId: string }): Promise<boolean> {
  const { portalId } = at;
  const { objectTypeId, objectId } = record;
  try {
    const { id } = await getObject(context.hubspot, at, { objectType: objectTypeId, id: objectId, properties: [] });
    if (id !== objectId) await context.database.inPortal(portalId, (tx) => followMerge(tx, portalId, { objectTypeId, into: id, from: [objectId] }));
    return false;
  } catch (thrown) {
    if (!(thrown instanceof AppError && thrown.code === 'hubspot.not_found')) throw thrown;
    const gone = { objectTypeId, objectId, changedAt: context.now(), linkedAt: null, state: 'gone' as const, events: 0 };
    await context.database.inPortal(portalId, (tx) => addChanges(tx, portalId, [gone]));
    return true;
  }
}
