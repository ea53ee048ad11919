import { createTransport } from 'nodemailer';
import { fine, wrong, type Finding } from './finding.ts';

/** The mail server: greets, and takes the credentials. Nothing is sent. */
export async function checkMail(address: string): Promise<Finding> {
  const what = 'Mail server';
  const url = new URL(address);
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port === '' ? (url.protocol === 'smtps:' ? 465 : 587) : url.port),
    secure: url.protocol === 'smtps:',
    ...(url.username === '' ? {} : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 8_000,
  });
  try {
    await transport.verify();
    return fine(what, url.hostname);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'no answer';
    if (code === 'EAUTH') return wrong(what, 'It refuses the user or the password', 'Correct user and password in SMTP_URL (special characters percent-encoded)');
    return wrong(what, `${url.hostname} cannot be reached or does not speak SMTP (${code})`, 'Check host, port and smtp:// against smtps:// in SMTP_URL, and that a firewall lets it through');
  } finally {
    transport.close();
  }
}
