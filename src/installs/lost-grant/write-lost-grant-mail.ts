import type { Context, Mail } from '../../context/index.ts';
import { escapeHtml } from '../../core/html/escape-html.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { reconnectUrl } from '../reconnect-url.ts';
import type { PortalNoticeRow } from './portal-notices.store.ts';

/** What happened, what it means and what to do; the same words as text and as HTML. */
export function writeLostGrantMail(context: Context, portalId: PortalId, notice: PortalNoticeRow): Mail {
  const url = reconnectUrl(context, portalId);
  const lines = [
    `Siderail can no longer reach your HubSpot account ${portalId}: HubSpot says that the access was withdrawn.`,
    'Tables on records stay empty until it is connected again. Exports that were running wait, and go on where they stopped. Nothing is lost.',
    'If you removed Siderail on purpose, there is nothing to do: what it keeps for this account is deleted after 30 days.',
  ];
  const html = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('');
  return {
    to: notice.recipient,
    subject: 'Siderail has lost its access to HubSpot',
    text: [...lines, `Connect again: ${url}`, 'Siderail'].join('\n\n'),
    html: `<!doctype html><html><body style="font:15px/1.5 Helvetica,Arial,sans-serif;color:#22303c;max-width:560px">${html}<p style="margin:20px 0"><a href="${escapeHtml(url)}" style="background:#0b5d66;color:#fff;text-decoration:none;padding:10px 18px;border-radius:4px;display:inline-block">Connect again</a></p><p style="color:#6b7a88;font-size:12px">Siderail</p></body></html>`,
    messageId: `<${notice.id}@${new URL(context.settings.publicOrigin).hostname}>`,
  };
}
