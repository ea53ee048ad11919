import type { RecordRef } from '#contract';
import type { Context } from '../context/index.ts';
import { createObject } from '../hubspot/index.ts';
import type { ActionInput } from './define-action.ts';
import { newMark } from './new-mark.ts';

/** HubSpot's association type ids, note to contact, company, deal, ticket (associations guide, read 2026-11-22). */
const NOTE_TO: Readonly<Record<RecordRef['objectTypeId'], number>> = { '0-1': 202, '0-2': 190, '0-3': 214, '0-5': 228 };

/** Writes one note (HTML, at most 65,536 characters) on the record, `attached` files behind it, with a mark by which a lost answer is resolved. */
export async function writeNote(context: Context, { caller, record, signal }: Pick<ActionInput, 'caller' | 'record' | 'signal'>, html: string, attached: readonly string[] = []): Promise<void> {
  const mark = newMark(context);
  await createObject(context.hubspot, { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } }, {
    objectType: 'notes',
    properties: { hs_timestamp: new Date(context.now()).toISOString(), hs_note_body: `${html}<p>${mark}</p>`, ...(attached.length === 0 ? {} : { hs_attachment_ids: attached.join(';') }) },
    associations: [{ toId: record.objectId, associationTypeId: NOTE_TO[record.objectTypeId] }],
    recognise: { by: 'mark', property: 'hs_note_body', mark, beside: { objectType: record.objectTypeId, id: record.objectId } },
  });
}
