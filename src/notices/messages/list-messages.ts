import { Message } from '#contract';
import type { ListMessagesRequest, ListMessagesResponse } from '#contract';
import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { findMessages } from './messages.store.ts';
import type { MessageRow } from './messages.store.ts';
import { recordUrl } from './record-url.ts';

/** Twenty of the longest are about 60 kB of the megabyte that a card may get. */
const PAGE = 20;

/** What workflows wrote to the caller, whatever became of the mails. */
export async function listMessages(context: Context, { portalId, userId }: Caller, { before }: ListMessagesRequest): Promise<ListMessagesResponse> {
  // One more than shown tells whether there are older ones.
  const rows = await context.database.inPortal(portalId, (tx) => findMessages(tx, userId, { before, limit: PAGE + 1 }));
  return { messages: rows.slice(0, PAGE).map((row) => describeMessage(context, portalId, row)), older: rows.length > PAGE };
}

function describeMessage(context: Context, portalId: PortalId, { id, sender, subject, body, objectTypeId, objectId, createdAt, state }: MessageRow): Message {
  return Message.parse({
    id, subject, text: body, sentAt: createdAt.toISOString(), mail: state === 'sending' ? 'pending' : state,
    workflowId: sender.replace('workflow:', ''), record: { objectTypeId, objectId }, recordUrl: recordUrl(context, portalId, { objectTypeId, objectId }),
  });
}
