import { z } from 'zod';
import type { Context } from '../context/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { backoff, defineJob } from '../jobs/index.ts';
import type { MailCrashPoint } from './crash-points.ts';
import { beginSending, findNotice, settleNotice, traceOf } from './notices.store.ts';
import { writeMail } from './write-mail.ts';

const Payload = z.object({ portalId: PortalId, noticeId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** Tries with a sure failure before the mail is given up and shown as failed (S0.8). */
const MAX_ATTEMPTS = 6;

/**
 * Sends one mail once. The outbox says `sending` before the server is spoken to: a worker that died in between leaves
 * a mail that may have gone out, and that is shown as uncertain, never sent again.
 */
export const sendNoticeJob = defineJob<Payload, Context>({
  queue: 'send-notice',
  payload: Payload,
  perWorker: 4,
  async run(context, { portalId, noticeId }) {
    const { database, now } = context;
    const at: (point: MailCrashPoint) => void = context.crashPoint;
    const notice = await database.inPortal(portalId, (tx) => findNotice(tx, noticeId));
    if (notice === null) return;
    if (notice.state === 'sending') {
      await database.inPortal(portalId, (tx) => settleNotice(tx, noticeId, 'sending', 'uncertain', { lastError: 'the worker stopped while sending' }));
      context.metrics.noticeSettled(notice.channel, 'uncertain');
      at('mail-settled');
      return;
    }
    const trace = context.tracer.active ? await database.inPortal(portalId, (tx) => traceOf(tx, notice.jobId)) : null;
    // Written before it is marked, so that the time in which a crash leaves doubt is as short as the dialogue itself.
    const mail = await writeMail(context, portalId, notice);
    at('mail-written');
    if (!(await database.inPortal(portalId, (tx) => beginSending(tx, noticeId)))) return;
    at('mail-begun');
    const outcome = await context.tracer.span('notice email', { 'siderail.notice': noticeId }, () => context.mailer.send(mail), trace);
    at('mail-sent');
    if (outcome.state === 'sent') {
      await database.inPortal(portalId, (tx) => settleNotice(tx, noticeId, 'sending', 'sent', { sentAt: new Date(now()) }));
      context.metrics.noticeSettled(notice.channel, 'sent');
      at('mail-settled');
      return;
    }
    const attempt = notice.attempts + 1;
    const next = outcome.state === 'uncertain' ? 'uncertain' : outcome.final === true || attempt >= MAX_ATTEMPTS ? 'failed' : 'pending';
    context.log.warn({ portalId, noticeId, attempt, next, reason: outcome.reason }, 'mail not confirmed');
    await database.inPortal(portalId, async (tx) => {
      await settleNotice(tx, noticeId, 'sending', next, { lastError: outcome.reason });
      if (next !== 'pending') return;
      await context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId }, { afterMs: backoff('backoff', attempt, context.random) });
    });
    context.metrics.noticeSettled(notice.channel, next);
    at('mail-settled');
  },
  async putAside(context, { portalId, noticeId }) {
    await context.database.inPortal(portalId, async (tx) => {
      await settleNotice(tx, noticeId, 'sending', 'uncertain', { lastError: 'the workers stopped while sending' });
      await settleNotice(tx, noticeId, 'pending', 'failed', { lastError: 'the workers did not survive it' });
    });
  },
});
