import { createTransport } from 'nodemailer';
import type { Mailer } from '../src/context/index.ts';

/** Mail by SMTP. The recipient is always one object, never a text that could hold more than one address (T54). */
export function createMailer(options: { readonly url: string; readonly from: string }): Mailer {
  const url = new URL(options.url);
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const { to, subject, text, html, messageId } = mail;
      await transport.sendMail({ from: { name: 'Siderail', address: options.from }, to: { name: '', address: to }, subject, text, html, messageId });
    },
  };
}
