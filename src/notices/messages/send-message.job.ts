import { z } from 'zod';
import type { Context } from '../../context/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';
import { backoff, defineJob } from '../../jobs/index.ts';
import { beginMessage, findMessage, settleMessage } from './messages.store.ts';
import { writeMessage } from './write-message.ts';

const Payload = z.object({ portalId: PortalId, messageId: z.uuid() });
type Payload = z.infer<typeof Payload>;

const MAX_ATTEMPTS = 6;

/** Mails one message once, as `sendNoticeJob` does notices: one that a worker died over is uncertain and never sent again. */
export const sendMessageJob = defineJob<Payload, Context>({
  queue: 'send-message',
  payload: Payload,
  perWorker: 2,
  async run(context, { portalId, messageId }) {
    const { database } = context;
    const message = await database.inPortal(portalId, (tx) => findMessage(tx, messageId));
    if (message === null) return;
    if (message.state === 'sending') {
      await database.inPortal(portalId, (tx) => settleMessage(tx, messageId, 'uncertain', { lastError: 'the worker stopped while sending' }));
      return;
    }
    const mail = await writeMessage(context, portalId, message);
    if (!(await database.inPortal(portalId, (tx) => beginMessage(tx, messageId)))) return;
    const outcome = await context.mailer.send(mail);
    if (outcome.state === 'sent') {
      await database.inPortal(portalId, (tx) => settleMessage(tx, messageId, 'sent', { sentAt: new Date(context.now()) }));
      return;
    }
    const attempt = message.attempts + 1;
    const next = outcome.state === 'uncertain' ? 'uncertain' : outcome.final === true || attempt >= MAX_ATTEMPTS ? 'failed' : 'pending';
    context.log.warn({ portalId, messageId, attempt, next, reason: outcome.reason }, 'message not confirmed');
    await database.inPortal(portalId, async (tx) => {
      await settleMessage(tx, messageId, next, { lastError: outcome.reason });
      if (next === 'pending') await context.queue.enqueue(tx, sendMessageJob, { portalId, messageId }, { afterMs: backoff('backoff', attempt, context.random) });
    });
  },
});
