import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailer } from '../../server/create-mailer.ts';
import { smtpSettings } from '../../server/smtp-settings.ts';
import { startMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';

const TO = 'sam.seller@acme.example';
const BREAKS = ['\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\u0085', '\0', '\v', '%0d%0a', '=0D=0A'];
const HEADERS = ['Bcc: evil@other.example', 'Cc: evil@other.example', 'To: evil@other.example', 'Reply-To: evil@other.example', 'Content-Type: text/html; charset=x', 'RCPT TO:<evil@other.example>'];
const PLACES = ['to', 'subject', 'text', 'html', 'messageId'] as const;

let sink: MailSink;
beforeAll(async () => {
  sink = await startMailSink();
});
afterAll(async () => sink?.close());

describe('a mail with words that would like to be headers', () => {
  it('goes to the one person it is for, or to nobody: 300 of 300 (T54, G21)', { timeout: 120_000 }, async () => {
    const mailer = createMailer({ url: sink.url, from: 'exports@siderail.example' });
    let sent = 0;
    let refused = 0;
    for (const place of PLACES) {
      for (const broken of BREAKS) {
        for (const header of HEADERS) {
          const before = sink.mails.length;
          const good = { to: TO, subject: 'Your export is ready', text: 'Ready.', html: '<p>Ready.</p>', messageId: '<1@siderail.example>' };
          const { state } = await mailer.send({ ...good, [place]: `${good[place]}${broken}${header}` });
          const mails = sink.mails.slice(before);
          const name = JSON.stringify([place, broken, header]);
          expect(state, name).toBe(mails.length === 1 ? 'sent' : 'not_sent');
          for (const mail of mails) {
            expect(mail.envelopeTo, name).toEqual([TO]);
            expect(mail.headerNames.filter((other) => /^(bcc|cc|reply-to)$/i.test(other)), name).toEqual([]);
            expect(mail.headerNames.filter((other) => other === 'to'), name).toHaveLength(1);
            expect(mail.to, name).toEqual([TO]);
          }
          if (mails.length === 1) sent += 1;
          else refused += 1;
        }
      }
    }
    expect(sent + refused).toBe(300);
    // Only what is no address at all is not sent.
    expect(refused).toBe(60);
  });

  it('has no second recipient however it is spelled (T54, T56)', async () => {
    const mailer = createMailer({ url: sink.url, from: 'exports@siderail.example' });
    const before = sink.mails.length;
    for (const to of [`${TO},evil@other.example`, `${TO};evil@other.example`, `evil@other.example <${TO}>`, `"${TO}" <evil@other.example>`, `group:${TO},evil@other.example;`, `${TO} evil@other.example`, '', 'sam', '@acme.example', `${TO}>`, `(${TO})evil@other.example`, `sam@acme.example@other.example`]) {
      expect(await mailer.send({ to, subject: 's', text: 't', html: '<p>h</p>', messageId: '<2@siderail.example>' })).toMatchObject({ state: 'not_sent', final: true });
    }
    expect(sink.mails.length).toBe(before);
  });

  it('has a plain-text part with the same link as the HTML (T55)', async () => {
    const mailer = createMailer({ url: sink.url, from: 'exports@siderail.example' });
    await mailer.send({ to: TO, subject: 's', text: 'see https://app.siderail.example/files/x', html: '<p><a href="https://app.siderail.example/files/x">see</a></p>', messageId: '<3@siderail.example>' });
    expect(sink.mails.at(-1)).toMatchObject({ text: expect.stringContaining('https://app.siderail.example/files/x'), html: expect.stringContaining('href') });
  });
});

describe('the mail server', () => {
  it('must speak TLS unless it is on this machine or the operator says otherwise (F47)', () => {
    expect(smtpSettings('smtp://mail.example:587')).toMatchObject({ host: 'mail.example', port: 587, secure: false, requireTLS: true });
    expect(smtpSettings('smtps://user:p%40ss@mail.example')).toMatchObject({ port: 465, secure: true, auth: { user: 'user', pass: 'p@ss' } });
    for (const url of ['smtp://127.0.0.1:25', 'smtp://localhost', 'smtp://[::1]:25', 'smtp://mail:25?tls=optional']) expect(smtpSettings(url).requireTLS).toBe(false);
  });

  it('that offers no TLS where it must gets no mail, and the mail is tried again later (F47)', async () => {
    const { hostname, port } = new URL(sink.url);
    const before = sink.mails.length;
    const mailer = createMailer({ url: `smtp://${hostname}:${port}?tls=required`, from: 'exports@siderail.example' });

    const outcome = await mailer.send({ to: TO, subject: 's', text: 't', html: '<p>h</p>', messageId: '<4@siderail.example>' });

    expect(outcome).toMatchObject({ state: 'not_sent' });
    expect(outcome).not.toHaveProperty('final', true);
    expect(sink.mails.length).toBe(before);
  });

  it('that refuses the recipient for good ends it at once; one that refuses for now does not (F50)', async () => {
    const mailer = createMailer({ url: sink.url, from: 'exports@siderail.example' });
    const mail = { to: TO, subject: 's', text: 't', html: '<p>h</p>', messageId: '<5@siderail.example>' };
    sink.behave('no-such-person');
    expect(await mailer.send(mail)).toMatchObject({ state: 'not_sent', final: true });
    sink.behave('refuse');
    expect(await mailer.send(mail)).not.toHaveProperty('final', true);
    sink.behave('take');
  });
});
