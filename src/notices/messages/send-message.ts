import { writeAudit } from '../../audit/index.ts';
import type { Context } from '../../context/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { accountOf, quietMs } from '../../policies/index.ts';
import { findTimeZone } from '../notices.store.ts';
import { insertMessage } from './messages.store.ts';
import type { NewMessage } from './messages.store.ts';
import { sendMessageJob } from './send-message.job.ts';

/** Writes a message down and has it mailed after the account's quiet hours, in the transaction of whoever sends it. */
export async function sendMessage(context: Context, tx: Tx, message: NewMessage): Promise<void> {
  const { portalId, id, sender, recipientId } = message;
  await insertMessage(tx, message, new Date(context.now()));
  await writeAudit(tx, portalId, { userId: sender, action: 'message.sent', subject: id, details: { to: recipientId } });
  await context.queue.enqueue(tx, sendMessageJob, { portalId, messageId: id }, { afterMs: quietMs(await accountOf(tx, portalId), context.now(), await findTimeZone(tx, portalId)) });
}
