import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSmtpSink, type SmtpSink } from '../../../sandbox/mail/start-smtp-sink.ts';
import type { StoredMail } from '../../../sandbox/mail/mail-store.ts';
import { startTestPortal, type TestPortal } from './support/start-test-portal.ts';

let portal: TestPortal;
let sink: SmtpSink;

beforeAll(async () => {
  portal = await startTestPortal({ webOrigin: 'http://127.0.0.1:9' });
  sink = await startSmtpSink({ port: 0, store: portal.mail, faults: portal.mailFaults });
});

afterAll(async () => {
  await sink?.close();
  await portal?.close();
});

beforeEach(async () => {
  await setFault({ mode: 'none' });
  await fetch(`${portal.origin}/__sandbox/mail`, { method: 'DELETE' });
});

function sendMail(to = 'sam.seller@acme.example'): Promise<unknown> {
  const transport = createTransport({ host: '127.0.0.1', port: sink.port, secure: false, ignoreTLS: true });
  return transport.sendMail({
    from: 'Siderail <notices@siderail.example>',
    to,
    subject: 'Ihre Datei ist fertig: Aufträge',
    text: 'Open https://siderail.example/d/1 to get it.',
    html: '<p>Open <a href="https://siderail.example/d/1">your file</a></p><script>alert(1)</script>',
    messageId: '<job-1@siderail.example>',
  });
}

async function listMail(query = ''): Promise<StoredMail[]> {
  const response = await fetch(`${portal.origin}/__sandbox/mail${query}`);
  return ((await response.json()) as { results: StoredMail[] }).results;
}

function setFault(fault: unknown): Promise<Response> {
  return fetch(`${portal.origin}/__sandbox/mail/fault`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) });
}

it('keeps what was sent and lists it, newest first and by address', async () => {
  await sendMail();
  await sendMail('ada.admin@acme.example');

  expect((await listMail()).map((mail) => mail.to)).toEqual([['ada.admin@acme.example'], ['sam.seller@acme.example']]);
  const [mail] = await listMail('?to=sam.seller@acme.example');
  expect(mail).toMatchObject({ subject: 'Ihre Datei ist fertig: Aufträge', messageId: '<job-1@siderail.example>', from: 'notices@siderail.example' });
  expect(mail?.text).toContain('https://siderail.example/d/1');
  expect(Date.parse(mail?.receivedAt ?? '')).toBeGreaterThan(Date.now() - 60_000);
});

it('shows the message in the inbox, its HTML in a frame that runs no scripts', async () => {
  await sendMail();

  const page = await (await fetch(`${portal.origin}/mail`)).text();

  expect(page).toContain('Ihre Datei ist fertig: Aufträge');
  expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page).not.toContain('<script>alert(1)</script>');
  expect(page).toContain('<a href="https://siderail.example/d/1" target="_blank"');
});

it('refuses the next messages with 421 as often as it was told, and takes the one after', async () => {
  await setFault({ mode: 'refuse', times: 1 });

  await expect(sendMail()).rejects.toMatchObject({ responseCode: 421 });
  await sendMail();

  expect(await listMail()).toHaveLength(1);
});

it('stores a message and drops the connection without an answer, so that the sender cannot know', async () => {
  await setFault({ mode: 'drop', times: 1 });

  await expect(sendMail()).rejects.toThrow();

  expect(await listMail()).toHaveLength(1);
});

it('rejects a message for good with 550', async () => {
  await setFault({ mode: 'reject' });

  await expect(sendMail()).rejects.toMatchObject({ responseCode: 550 });

  expect(await listMail()).toHaveLength(0);
});

it('answers 400 to a fault it does not know', async () => {
  expect((await setFault({ mode: 'explode' })).status).toBe(400);
});
