import type { Context, Mail } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findFile, linkToSend } from '../downloads/index.ts';
import { sealDecision } from '../access/index.ts';
import { requireJob, StoredError } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { changesOf } from './changes-of.ts';
import { composeMail } from './compose-mail.ts';
import { megabytes } from './megabytes.ts';
import { nameInMail } from './name-in-mail.ts';
import { MAIL_WORDS } from './mail-words.ts';
import type { MailWords } from './mail-words.ts';
import { mailTime } from './mail-time.ts';
import { findMailWishes } from './mail-wishes.store.ts';
import { findQuestion, findViewPlace } from './notices.store.ts';
import { gapsOf } from './gaps-of.ts';
import type { NoticeRow } from './notices.store.ts';
import { writeShareMail } from './write-share-mail.ts';

/**
 * The mail of one notice: plain text and HTML with the same words; names from the table are escaped (T55). Null when what it
 * would say is no longer so: the file is gone, or a failed export went on. Throws what `linkToSend` throws.
 */
export async function writeMail(context: Context, portalId: PortalId, notice: NoticeRow): Promise<Mail | null> {
  const { job, file, wishes } = await context.database.inPortal(portalId, async (tx) => {
    const found = await requireJob(tx, notice.jobId);
    return { job: found, file: await findFile(tx, notice.jobId), wishes: await findMailWishes(tx, portalId, found.userId) };
  });
  const words = MAIL_WORDS[wishes.language];
  const locale = wishes.language === 'de' ? 'de-DE' : 'en-US';
  const title = nameInMail(job.title);
  const host = new URL(context.settings.publicOrigin).hostname;
  const messageId = `<${notice.id}@${host}>`;

  if (notice.kind === 'shared') return file === null ? null : writeShareMail(context, portalId, notice, file, messageId);
  if (notice.kind === 'ready' && file !== null) {
    const link = await linkToSend(context, { portalId, userId: job.userId }, job.id);
    const rows = words.rows(file.rows.toLocaleString(locale), file.rows === 1);
    const part = job.partial !== null;
    return composeMail(notice.recipient, messageId, {
      subject: words.readySubject(title, part),
      lines: [
        part ? words.readyPart(title, rows, megabytes(file.bytes, locale)) : words.ready(title, rows, megabytes(file.bytes, locale)),
        ...changesOf(file.certificate, words, locale),
        ...(part ? [] : notWhole(gapsOf(file.certificate, words, locale), words)),
        link.until === null ? words.signedInOnly : words.linkUntil(mailTime(link.until, wishes.language, wishes.timeZone)),
      ],
      button: { title: link.until === null ? words.openInHubSpot : words.openPage, url: link.url },
      closing: words.checksum(file.sha256),
    });
  }
  if (notice.kind === 'ready' && job.kind === 'view') {
    const record = await context.database.inPortal(portalId, (tx) => findViewPlace(tx, job.id));
    const url = record === null ? null : `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${record.objectTypeId}/${encodeURIComponent(record.objectId)}`;
    return composeMail(notice.recipient, messageId, {
      subject: words.viewSubject(title), lines: [words.view(title)], button: url === null ? null : { title: words.openRecord, url }, closing: '',
    });
  }
  if (notice.kind === 'approval_requested') return writeQuestion(context, portalId, notice, { job, title, messageId });
  if (notice.kind === 'ready' || job.state !== 'failed' || job.round !== notice.round) return null;
  const error = StoredError.safeParse(job.error);
  return composeMail(notice.recipient, messageId, {
    subject: job.kind === 'view' ? words.viewFailed(title) : words.failedSubject(title),
    lines: [
      job.kind === 'view' ? words.viewFailed(title) : words.failed(title),
      // The reason is English: errors have no second language here yet.
      error.success ? `${error.data.message} ${error.data.fix}` : words.unknownFailure,
      job.kind === 'view' ? words.viewRetry : words.retry,
    ],
    button: null,
    closing: error.success ? words.supportCode(error.data.supportCode) : '',
  });
}

async function writeQuestion(context: Context, portalId: PortalId, notice: NoticeRow, { job, title, messageId }: { job: JobRow; title: string; messageId: string }): Promise<Mail> {
  const asked = await context.database.inPortal(portalId, (tx) => findQuestion(tx, job.id));
  const expiresAt = asked?.expiresAt ?? new Date(context.now());
  const token = await sealDecision(context.tokenKeys, { portalId, jobId: job.id, email: notice.recipient }, expiresAt);
  const rows = asked?.rows == null ? 'an unknown number of rows' : `${Number(asked.rows).toLocaleString('en-US')} rows`;
  return composeMail(notice.recipient, messageId, {
    subject: `Approval needed: ${job.userEmail} wants to export ${title}`,
    lines: [
      `${job.userEmail} wants to export “${title}”: ${rows}.`,
      `${asked?.why ?? ''} You are asked because you may decide about exports.`,
      `The request waits until ${mailTime(expiresAt, 'en', 'UTC')}; without an answer the export is not made. The link is yours: please do not forward it.`,
    ],
    button: { title: 'Look at the request', url: `${context.settings.publicOrigin}/approvals/${token}` },
    closing: 'Nothing happens before you have chosen on the page behind the link.',
  });
}

function notWhole(gaps: readonly string[], words: MailWords): string[] {
  return gaps.length === 0 ? [] : [`${words.incomplete} ${gaps.join(' ')}`];
}
