import { sayIn } from '#sentences';
import { sealDecision } from '../access/index.ts';
import type { Context, Mail } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { composeMail } from '../core/mail/compose-mail.ts';
import { sayMoment } from '../core/time/say-moment.ts';
import type { JobRow } from '../jobs/index.ts';
import { findQuestion } from './notices.store.ts';
import type { NoticeRow } from './notices.store.ts';
import { QUESTION_WORDS } from './question-words.ts';
import type { Reading } from '../readers/index.ts';

/** The mail that asks an approver to decide, with a link that is theirs. `title`: fit to stand in a mail. */
export async function writeQuestion(context: Context, portalId: PortalId, notice: NoticeRow, { job, title, reading }: { readonly job: JobRow; readonly title: string; readonly reading: Reading }): Promise<Mail> {
  const asked = await context.database.inPortal(portalId, (tx) => findQuestion(tx, job.id));
  const expiresAt = asked?.expiresAt ?? new Date(context.now());
  const token = await sealDecision(context.tokenKeys, { portalId, jobId: job.id, email: notice.recipient }, expiresAt);
  const { language, locale } = reading;
  const words = QUESTION_WORDS[language];
  const rows = asked?.rows == null ? words.rowsUnknown : words.rows(Number(asked.rows).toLocaleString(locale), Number(asked.rows) === 1);
  return composeMail(notice.recipient, `<${notice.id}@${new URL(context.settings.publicOrigin).hostname}>`, {
    language,
    subject: words.subject(job.userEmail, title),
    lines: [words.wants(job.userEmail, title, rows), `${sayIn(language, asked?.why ?? '')} ${words.whyYou}`.trim(), words.waitsUntil(sayMoment(expiresAt, reading))],
    button: { title: words.open, url: `${context.settings.publicOrigin}/approvals/${token}` },
    closing: words.closing,
  });
}
