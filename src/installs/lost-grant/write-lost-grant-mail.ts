import type { SpokenLanguage } from '#contract';
import type { Context, Mail } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { composeMail } from '../../core/mail/compose-mail.ts';
import { reconnectUrl } from '../reconnect-url.ts';
import { LOST_GRANT_WORDS } from './lost-grant-words.ts';
import type { PortalNoticeRow } from './portal-notices.store.ts';

/** Tells whoever installed that the access was withdrawn, with the link that connects again. */
export function writeLostGrantMail(context: Context, portalId: PortalId, notice: PortalNoticeRow, language: SpokenLanguage): Mail {
  const { subject, lines, connect } = LOST_GRANT_WORDS[language];
  return composeMail(notice.recipient, `<${notice.id}@${new URL(context.settings.publicOrigin).hostname}>`, {
    language, subject, lines: lines(portalId), button: { title: connect, url: reconnectUrl(context, portalId) }, closing: '',
  });
}
