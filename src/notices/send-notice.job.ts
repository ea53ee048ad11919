import { z } from 'zod';
import type { Context, Mail } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { backoff, defineJob } from '../jobs/index.ts';
import type { MailCrashPoint } from './crash-points.ts';
import { beginSending, findNotice, settleNotice, traceOf } from './notices.store.ts';
import type { NoticeRow } from './notices.store.ts';
import { writeMail } from './write-mail.ts';

const Payload = z.object({ portalId: PortalId, noticeId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/** Tries with a sure failure before the mail is given up and shown as failed (S0.8). */
const MAX_ATTEMPTS = 6;
/** A mail service of the usual kind takes more; ten thousand at once are told within minutes, and no server is flooded (F49). */
const MAILS_PER_SECOND = 20;
/** A mail that cannot be written because HubSpot is away is worth waiting for as long as its link would live. */
const UNWRITTEN_MS = 24 * 3_600_000;
/** Of `backoff`: between half a minute and a minute. */
const UNWRITTEN_ATTEMPT = 6;

/**
 * Sends one mail once. The outbox says `sending` before the server is spoken to: a worker that died in between leaves
 * a mail that may have gone out, and that is shown as uncertain, never sent again.
 */
export const sendNoticeJob = defineJob<Payload, Context>({
  queue: 'send-notice',
  payload: Payload,
  perWorker: 4,
  perSecond: MAILS_PER_SECOND,
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
    const mail = await write(context, portalId, notice);
    if (mail === null) return;
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

/** Null when there is none to send now: it was called off, or is tried again. It must not stay at the head of the queue and keep others from being sent. */
async function write(context: Context, portalId: PortalId, notice: NoticeRow): Promise<Mail | null> {
  try {
    const mail = await writeMail(context, portalId, notice);
    if (mail === null) await callOff(context, portalId, notice);
    return mail;
  } catch (thrown) {
    const error = toAppError(thrown);
    context.log[error.code === 'internal' ? 'error' : 'info']({ portalId, noticeId: notice.id, code: error.code, err: error }, 'mail not written');
    const passes = error.retry !== 'never' || error.code === 'portal.needs_reauth';
    // Whose rights were taken away gets no mail about the file (T18).
    if (!passes || context.now() - notice.createdAt.getTime() > UNWRITTEN_MS) await callOff(context, portalId, notice);
    else {
      const afterMs = backoff(error.retry === 'never' ? 'backoff' : error.retry, UNWRITTEN_ATTEMPT, context.random);
      await context.database.inPortal(portalId, (tx) => context.queue.enqueue(tx, sendNoticeJob, { portalId, noticeId: notice.id }, { afterMs }));
    }
    return null;
  }
}

async function callOff({ database, metrics }: Context, portalId: PortalId, { id, channel }: NoticeRow): Promise<void> {
  await database.inPortal(portalId, (tx) => settleNotice(tx, id, 'pending', 'suppressed', {}));
  metrics.noticeSettled(channel, 'suppressed');
}
