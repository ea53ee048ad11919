import type { Mail, MailOutcome, Mailer } from '../src/context/index.ts';
import { isOneAddress } from '../src/core/mail/is-one-address.ts';
import { judgeMail } from './judge-mail.ts';
import { smtpSettings } from './smtp-settings.ts';

type Logger = Record<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'level', (...entry: unknown[]) => void>;

/** Mail by SMTP, one connection each. The recipient is one object, never a text that could hold a second address (T54). */
export function createMailer(options: { readonly url: string; readonly from: string }): Mailer {
  const server = {
    ...smtpSettings(options.url),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  };

  async function send(mail: Mail): Promise<MailOutcome> {
    const dialogue = watchDialogue();
    const { to, subject, text, html, messageId } = mail;
    // The last door: whatever a caller believes about an address, a second one never gets through (T54).
    if (!isOneAddress(to)) return { state: 'not_sent', reason: 'the recipient is not one plain address', final: true };
    try {
      // Loaded with the first mail: most workers' lives are spent on exports (ARCHITECTURE.md).
      const { createTransport } = await import('nodemailer');
      await createTransport({ ...server, transactionLog: true, logger: dialogue.logger })
        .sendMail({ from: { name: 'Siderail', address: options.from }, to: { name: '', address: to }, subject: plain(subject), text, html, messageId: plain(messageId) });
      return { state: 'sent' };
    } catch (error) {
      return judgeMail(error, dialogue.handedOver());
    }
  }

  return { send };
}

/** One line: what breaks lines becomes a space. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** Notes whether DATA was sent. The library's errors do not tell: it names a line cut after DATA like one cut before. */
function watchDialogue(): { readonly logger: Logger; readonly handedOver: () => boolean } {
  let data = false;
  const note = (about: unknown, line: unknown): void => {
    if (typeof about === 'object' && about !== null && 'tnx' in about && about.tnx === 'client' && line === 'DATA') data = true;
  };
  const ignore = (): void => undefined;
  return { logger: { trace: ignore, debug: note, info: ignore, warn: ignore, error: ignore, fatal: ignore, level: ignore }, handedOver: () => data };
}
