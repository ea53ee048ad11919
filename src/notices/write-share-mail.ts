import type { Context, Mail } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { composeMail } from '../core/mail/compose-mail.ts';
import { sayMoment } from '../core/time/say-moment.ts';
import { linkToSend } from '../downloads/index.ts';
import type { File } from '../downloads/index.ts';
import { readingOf } from '../readers/index.ts';
import { MAIL_WORDS } from './mail-words.ts';
import { megabytes } from './megabytes.ts';
import { nameInMail } from './name-in-mail.ts';
import { findShareOf } from './notices.store.ts';
import type { NoticeRow } from './notices.store.ts';
import { SHARE_WORDS } from './share-words.ts';

const MOST_LETTERS = 300;

/**
 * The mail to a colleague about a shared file, in their language, with a link of their own. The sharer's name and sentence are
 * text in it, never a link (T54, T55). Null when the share was stopped. Throws what `linkToSend` throws.
 */
export async function writeShareMail(context: Context, portalId: PortalId, notice: NoticeRow, file: File, messageId: string): Promise<Mail | null> {
  const share = await context.database.inPortal(portalId, (tx) => findShareOf(tx, notice));
  if (share === null) return null;
  const reading = await context.database.inPortal(portalId, (tx) => readingOf(tx, portalId, share.recipientId));
  const { language, locale } = reading;
  const link = await linkToSend(context, { portalId, userId: share.recipientId, shareId: share.id }, notice.jobId);
  const words = SHARE_WORDS[language];
  const common = MAIL_WORDS[language];
  const person = nameInMail(share.sharerName);
  // A name alone can be anybody's.
  const named = share.sharerName === share.sharerEmail ? person : `${person} (${nameInMail(share.sharerEmail)})`;
  const title = nameInMail(file.title);
  return composeMail(notice.recipient, messageId, {
    language,
    subject: words.subject(person, title),
    lines: [
      words.shared(named, title, common.rows(file.rows.toLocaleString(locale), file.rows === 1), megabytes(file.bytes, locale)),
      ...(share.note === null ? [] : [words.note(person, nameInMail(share.note, MOST_LETTERS))]),
      link.until === null ? words.signedInOnly : words.linkUntil(sayMoment(link.until, reading)),
    ],
    button: { title: link.until === null ? common.openInHubSpot : common.openPage, url: link.url },
    closing: common.checksum(file.sha256),
  });
}
