import { z } from 'zod';
import { recordId } from '../../http/inputs.ts';
import { archiveRecord } from './archive-record.ts';
import type { Writer } from './writer.ts';

export const eraseBody = z.object({ objectId: recordId });

/** Deletes a contact for privacy: it is gone for good, not only archived. False when unknown. */
export async function eraseRecord(writer: Writer, id: string): Promise<boolean> {
  const before = writer.changes.length;
  if (!await archiveRecord(writer, id)) return false;
  await writer.tx.query('DELETE FROM hubspot.records WHERE portal_id = $1 AND object_type = $2 AND id = $3', [writer.portalId, writer.type.id, id]);
  await writer.tx.query('DELETE FROM hubspot.search_lag WHERE portal_id = $1 AND object_type = $2 AND id = $3', [writer.portalId, writer.type.id, id]);
  // The deletion beside it is told by the sender, for whoever subscribed to that.
  writer.changes.splice(before, Infinity, { what: 'privacyDeletion', objectTypeId: writer.type.id, objectId: id });
  return true;
}
