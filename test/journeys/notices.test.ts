import { afterEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import type { TestApp } from '../support/start-test-app.ts';

let test: TestApp;
afterEach(async () => test?.close());

async function emailState(jobId: string): Promise<string> {
  return eventually(async () => {
    const email = (await jobIn(test, jobId, 'ready')).notices.find((notice) => notice.channel === 'email');
    return email !== undefined && email.state !== 'pending' ? email.state : null;
  });
}

describe('the mail about a finished export', () => {
  it('is tried again when the server refuses it for now, and then sent once (F47, S0.8)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    test.mail.behave('refuse');
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');
    await new Promise((resolve) => setTimeout(resolve, 700));
    test.mail.behave('take');

    expect(await emailState(job.id)).toBe('sent');
    expect(test.mail.mails).toHaveLength(1);
  });

  it('is shown as uncertain, and never sent again, when the server took it and gave no answer (F47, F48)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    test.mail.behave('take-and-cut');
    const { job } = await test.ask('start-export', exportRequest());

    expect(await emailState(job.id)).toBe('uncertain');
    test.mail.behave('take');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(test.mail.mails).toHaveLength(1);
  });

  it('is given up at once, and shown as failed, when there is no such person any more (F50)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    test.mail.behave('no-such-person');
    const { job } = await test.ask('start-export', exportRequest());

    expect(await emailState(job.id)).toBe('failed');
    test.mail.behave('take');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(test.mail.mails).toEqual([]);
  });

  it('is one, however often its turn comes (T57, F48)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    const { job } = await test.ask('start-export', exportRequest());
    expect(await emailState(job.id)).toBe('sent');
    const { context } = test.app;
    const portalId = PortalId.parse('4711001');
    const [notice] = await context.database.inPortal(portalId, (tx) => tx.notice.findMany({ where: { channel: 'email' } }));

    await Promise.all(Array.from({ length: 10 }, () => sendNoticeJob.run(context, { portalId, noticeId: notice!.id }, AbortSignal.timeout(10_000))));

    expect(test.mail.mails).toHaveLength(1);
    expect(test.mail.mails[0]!.messageId).toBe(`<${notice!.id}@localhost>`);
  });

  it('cannot be sent to anybody by what a card’s body says (T56)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    for (const extra of [{ userEmail: 'eve@other.example' }, { recipient: 'eve@other.example' }, { to: ['eve@other.example'] }, { notify: { email: 'eve@other.example' } }]) {
      const { reply } = await test.call('start-export', { ...exportRequest(), ...extra });
      expect(reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    }
    expect(test.mail.mails).toEqual([]);
  });

  it('goes to the address HubSpot signed and to no other, with the table’s name as text only (T54, T55, T56)', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    const tables = await source.tables({} as never, null);
    const title = '<img src=x onerror=alert(1)>\r\nBcc: eve@other.example';
    test = await startNumbersApp({ ...source, tables: async () => tables.map((table) => ({ ...table, title })) });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    const mail = await eventually(() => test.mail.mails[0]);

    expect(mail.envelopeTo).toEqual(['sam.seller@acme.example']);
    expect(mail.html).not.toContain('<img');
    expect(mail.html).toContain('&lt;img');
    for (const [, link] of mail.html.matchAll(/href="([^"]+)"/g)) expect(link).toMatch(/^http:\/\/localhost:4701\/files\//);
  });

  it('is not written about an export shorter than the person wished to hear of, but about every failure (D9)', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    test = await startNumbersApp(source);
    await test.ask('save-mail-wishes', { quietMinutes: 2, language: 'en', timeZone: 'UTC' });
    const short = (await test.ask('start-export', exportRequest())).job;
    expect((await jobIn(test, short.id, 'ready')).notices.filter(({ channel }) => channel === 'email')).toEqual([{ kind: 'ready', channel: 'email', state: 'suppressed', why: { reason: 'shorter', minutes: 2 } }]);
    expect(test.mail.mails).toEqual([]);

    source.beforeBatch = async () => { throw brokenSource(); };
    const broken = (await test.ask('start-export', exportRequest())).job;
    expect((await jobIn(test, broken.id, 'failed')).notices.map(({ channel }) => channel)).toContain('email');
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'en', timeZone: 'UTC' });
    source.beforeBatch = async () => undefined;
    const loud = (await test.ask('start-export', exportRequest())).job;
    expect(await emailState(loud.id)).toBe('sent');
  });

  it('that waits for a person’s quiet hours is in the outbox and not yet sent', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    const hour = new Date().getUTCHours();
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'en', timeZone: 'UTC', quiet: { from: hour, to: (hour + 3) % 24 } });
    expect(await test.ask('get-mail-wishes', {})).toEqual({ quietMinutes: 0, language: 'en', timeZone: 'UTC', quiet: { from: hour, to: (hour + 3) % 24 } });
    const { job } = await test.ask('start-export', exportRequest());

    expect((await jobIn(test, job.id, 'ready')).notices.filter(({ channel }) => channel === 'email')).toMatchObject([{ state: 'pending' }]);
    expect(test.mail.mails).toEqual([]);
  });

  it('speaks the person’s language and tells the time of their zone, and nobody else’s', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    const mail = await eventually(() => test.mail.mails[0]);
    expect(mail.html).toContain('ist fertig: 2.500 Zeilen');
    expect(mail.html).toMatch(/Der Link gilt bis \d\d\.\d\d\.\d{4}, \d\d:\d\d \(Europe\/Berlin\)/);
    const other = { portalId: '4711001', userId: '777', userEmail: 'else@acme.example' };
    expect(await test.ask('get-mail-wishes', {}, other)).toEqual({ quietMinutes: 0, language: 'en', timeZone: 'UTC' });
    expect((await test.call('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Nowhere' })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});
