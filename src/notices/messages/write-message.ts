import type { Context, Mail } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import { composeMail } from '../../core/mail/compose-mail.ts';
import { findMailWishes } from '../mail-wishes.store.ts';
import { nameInMail } from '../name-in-mail.ts';
import type { MessageRow } from './messages.store.ts';
import { recordUrl } from './record-url.ts';

const MOST_LETTERS = 2_000;
const WORDS = {
  en: { from: (workflow: string) => `Sent by workflow ${workflow} of your HubSpot account.`, open: 'Open the record', closing: 'Whoever edits workflows in your HubSpot account wrote these words. Links in them are taken apart; the button is ours.' },
  de: { from: (workflow: string) => `Gesendet von Workflow ${workflow} Ihres HubSpot-Kontos.`, open: 'Datensatz öffnen', closing: 'Diese Worte stammen von jemandem, der in Ihrem HubSpot-Konto Workflows bearbeitet. Links darin sind unterbrochen; die Schaltfläche ist von uns.' },
} as const;

/** A workflow's message as a mail, in the person's language around it. Its words may hold record values: escaped, no link but ours (T54, T55). */
export async function writeMessage(context: Context, portalId: PortalId, { id, recipient, recipientId, sender, subject, body, objectTypeId, objectId }: MessageRow): Promise<Mail> {
  const { language } = await context.database.inPortal(portalId, (tx) => findMailWishes(tx, portalId, recipientId));
  const words = WORDS[language];
  const lines = body.split(/\r\n|\n|\r/).map((line) => nameInMail(line, MOST_LETTERS)).filter((line) => line !== '');
  return composeMail(recipient, `<${id}@${new URL(context.settings.publicOrigin).hostname}>`, {
    language, subject: nameInMail(subject), lines: [...lines, words.from(sender.replace('workflow:', ''))],
    button: { title: words.open, url: recordUrl(context, portalId, { objectTypeId, objectId }) }, closing: words.closing,
  });
}
