import { createTransport } from 'nodemailer';
import { smtpSettings } from '../smtp-settings.ts';
import { fine, wrong, type Finding } from './finding.ts';

/** The mail server: greets, and takes the credentials. Nothing is sent. */
export async function checkMail(address: string): Promise<Finding> {
  const what = 'Mail server';
  // The same as for mails: a server that does not change over to TLS gets none.
  const settings = smtpSettings(address);
  const transport = createTransport({
    ...settings,
    connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 8_000,
  });
  try {
    await transport.verify();
    return fine(what, settings.host);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'no answer';
    if (code === 'EAUTH') return wrong(what, 'It refuses the user or the password', 'Correct user and password in SMTP_URL (special characters percent-encoded)');
    if (code === 'ETLS') return wrong(what, `${settings.host} does not encrypt the connection, and no mail is sent without`, 'Use smtps:// in SMTP_URL, or ?tls=optional in a network that nobody else listens to');
    return wrong(what, `${settings.host} cannot be reached or does not speak SMTP (${code})`, 'Check host, port and smtp:// against smtps:// in SMTP_URL, and that a firewall lets it through');
  } finally {
    transport.close();
  }
}
