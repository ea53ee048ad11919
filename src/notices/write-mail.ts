import { sayIn } from '#sentences';
import type { Context, Mail } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { composeMail } from '../core/mail/compose-mail.ts';
import { sayMoment } from '../core/time/say-moment.ts';
import { findFile, linkToSend, placeInHubSpot } from '../downloads/index.ts';
import { requireJob, StoredError } from '../jobs/index.ts';
import { changesOf } from './changes-of.ts';
import { megabytes } from './megabytes.ts';
import { nameInMail } from './name-in-mail.ts';
import { MAIL_WORDS } from './mail-words.ts';
import type { MailWords } from './mail-words.ts';
import { readingOf } from '../readers/index.ts';
import { findViewPlace } from './notices.store.ts';
import { gapsOf } from './gaps-of.ts';
import type { NoticeRow } from './notices.store.ts';
import { writeQuestion } from './write-question.ts';
import { writeShareMail } from './write-share-mail.ts';

/**
 * The mail of one notice: plain text and HTML with the same words; names from the table are escaped (T55). Null when what it
 * would say is no longer so: the file is gone, or a failed export went on. Throws what `linkToSend` throws.
 */
export async function writeMail(context: Context, portalId: PortalId, notice: NoticeRow): Promise<Mail | null> {
  const { job, file, reading } = await context.database.inPortal(portalId, async (tx) => {
    const found = await requireJob(tx, notice.jobId);
    return { job: found, file: await findFile(tx, notice.jobId), reading: await readingOf(tx, portalId, notice.recipientId ?? found.userId) };
  });
  const { language, locale } = reading;
  const words = MAIL_WORDS[language];
  const title = nameInMail(job.title);
  const host = new URL(context.settings.publicOrigin).hostname;
  const messageId = `<${notice.id}@${host}>`;

  if (notice.kind === 'shared') return file === null ? null : writeShareMail(context, portalId, notice, file, messageId);
  if (notice.kind === 'ready' && file !== null) {
    const link = await linkToSend(context, { portalId, userId: job.userId }, job.id);
    const rows = words.rows(file.rows.toLocaleString(locale), file.rows === 1);
    const part = job.partial !== null;
    return composeMail(notice.recipient, messageId, {
      language,
      subject: words.readySubject(title, part),
      lines: [
        part ? words.readyPart(title, rows, megabytes(file.bytes, locale)) : words.ready(title, rows, megabytes(file.bytes, locale)),
        ...changesOf(file.certificate, words, locale),
        ...(part ? [] : notWhole(gapsOf(file.certificate, words, reading), words)),
        link.until === null ? words.signedInOnly : words.linkUntil(sayMoment(link.until, reading)),
      ],
      button: { title: link.until === null ? words.openInHubSpot : words.openPage, url: link.url },
      closing: words.checksum(file.sha256),
    });
  }
  if (notice.kind === 'ready' && job.kind === 'view') {
    const record = await context.database.inPortal(portalId, (tx) => findViewPlace(tx, job.id));
    const url = record === null ? null : `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${record.objectTypeId}/${encodeURIComponent(record.objectId)}`;
    return composeMail(notice.recipient, messageId, {
      language, subject: words.viewSubject(title), lines: [words.view(title)], button: url === null ? null : { title: words.openRecord, url }, closing: '',
    });
  }
  if (notice.kind === 'approval_requested') return writeQuestion(context, portalId, notice, { job, title, reading });
  if (notice.kind === 'ready' || job.state !== 'failed' || job.round !== notice.round) return null;
  const error = StoredError.safeParse(job.error);
  const place = job.kind === 'export' ? await context.database.inPortal(portalId, (tx) => placeInHubSpot(context, tx, portalId, job.id)) : null;
  return composeMail(notice.recipient, messageId, {
    language,
    subject: job.kind === 'view' ? words.viewFailed(title) : words.failedSubject(title),
    lines: [
      job.kind === 'view' ? `${words.viewFailed(title)}.` : words.failed(title),
      error.success ? `${sayIn(language, error.data.message)} ${sayIn(language, error.data.fix)}` : words.unknownFailure,
      job.kind === 'view' ? words.viewRetry : words.retry,
    ],
    button: place === null ? null : { title: words.openInHubSpot, url: place },
    closing: error.success ? words.supportCode(error.data.supportCode) : '',
  });
}

function notWhole(gaps: readonly string[], words: MailWords): string[] {
  return gaps.length === 0 ? [] : [`${words.incomplete} ${gaps.join(' ')}`];
}
