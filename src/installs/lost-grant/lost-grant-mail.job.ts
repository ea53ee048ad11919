import { z } from 'zod';
import type { SpokenLanguage } from '#contract';
import type { Context } from '../../context/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';
import { backoff, defineJob } from '../../jobs/index.ts';
import { readingOf } from '../../readers/index.ts';
import { findInstall } from '../installs.store.ts';
import { beginPortalNotice, findPortalNotice, settlePortalNotice } from './portal-notices.store.ts';
import { writeLostGrantMail } from './write-lost-grant-mail.ts';

const Payload = z.object({ portalId: PortalId, noticeId: z.uuid() });
type Payload = z.infer<typeof Payload>;

const MAX_ATTEMPTS = 6;

/** Sends the mail once: marked before the server is spoken to, so that what a dead worker left is uncertain and not sent again. */
export const lostGrantMailJob = defineJob<Payload, Context>({
  queue: 'lost-grant-mail',
  payload: Payload,
  perWorker: 1,
  async run(context, { portalId, noticeId }) {
    const { database, now } = context;
    const notice = await database.inPortal(portalId, (tx) => findPortalNotice(tx, noticeId));
    if (notice === null) return;
    if (notice.state === 'sending') {
      await database.inPortal(portalId, (tx) => settlePortalNotice(tx, noticeId, 'uncertain', { lastError: 'the worker stopped while sending' }));
      return;
    }
    if (!(await database.inPortal(portalId, (tx) => beginPortalNotice(tx, noticeId)))) return;
    const language = await database.inPortal(portalId, (tx) => languageOfInstaller(tx, portalId));
    const outcome = await context.mailer.send(writeLostGrantMail(context, portalId, notice, language));
    const attempt = notice.attempts + 1;
    await database.inPortal(portalId, async (tx) => {
      if (outcome.state === 'sent') return settlePortalNotice(tx, noticeId, 'sent', { sentAt: new Date(now()) });
      const next = outcome.state === 'uncertain' ? 'uncertain' : outcome.final === true || attempt >= MAX_ATTEMPTS ? 'failed' : 'pending';
      context.log.warn({ portalId, noticeId, attempt, next, reason: outcome.reason }, 'mail not confirmed');
      await settlePortalNotice(tx, noticeId, next, { lastError: outcome.reason });
      if (next === 'pending') await context.queue.enqueue(tx, lostGrantMailJob, { portalId, noticeId }, { afterMs: backoff('backoff', attempt, context.random) });
    });
  },
});

async function languageOfInstaller(tx: Tx, portalId: PortalId): Promise<SpokenLanguage> {
  const install = await findInstall(tx, portalId);
  return install === null ? 'en' : (await readingOf(tx, portalId, install.installedByUserId)).language;
}
