import { afterEach, describe, expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { eventually } from '../support/eventually.ts';
import { exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { brokenSource, numbersSource } from '../support/numbers-source.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { BEN } from '../support/access-world.ts';
import type { TestCaller } from '../support/sign-card-request.ts';
import type { TestApp } from '../support/start-test-app.ts';

const PORTAL = PortalId.parse('4711001');

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
    expect((await test.ask('list-jobs', {})).jobs[0]!.notices).toContainEqual({ kind: 'ready', channel: 'email', state: 'suppressed', why: { reason: 'shorter', minutes: 2 } });
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

  it('is in the language and locale HubSpot showed the card in, until the person chooses another one', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    test = await startNumbersApp(source);
    const mailOf = async (reader: { language: 'en' | 'de'; locale: string } | null): Promise<{ text: string; html: string; subject: string }> => {
      const before = test.mail.mails.length;
      const { job } = await test.ask('start-export', { ...exportRequest(), ...(reader === null ? {} : { reader }) });
      await emailStateOf(job.id);
      return eventually(() => test.mail.mails[before]);
    };
    const emailStateOf = (jobId: string) => eventually(async () => (await test.ask('get-job', { jobId })).job.notices.some(({ channel, state }) => channel === 'email' && state === 'sent'));

    expect((await mailOf({ language: 'de', locale: 'de-AT' })).text).toMatch(/ist fertig: 2[\u00a0\u202f]500 Zeilen.*Der Link gilt bis \d{1,2}\.\d{1,2}\.\d{4}, \d\d:\d\d Uhr \(/s);
    expect(await test.ask('get-mail-wishes', {})).toMatchObject({ language: 'de' });
    expect((await mailOf({ language: 'en', locale: 'en-US' })).text).toMatch(/is ready: 2,500 rows.*The link works until \w{3} \d{1,2}, \d{4}, \d{1,2}:\d\d\s[AP]M \(/s);
    source.beforeBatch = async () => { throw brokenSource(); };
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' });
    const failed = await mailOf(null);
    expect(failed.subject).toMatch(/^Ihr Export wurde nicht fertig: /);
    expect(failed.text).toContain('hat die Anfrage abgelehnt. Bitten Sie jemanden mit Administratorrechten, die Verbindung zu prüfen.');
    expect(failed.text).not.toMatch(/\b(the|try|again|refused|connection|check)\b/i);
    expect(failed.html).toContain('HubSpot öffnen');
  });

  it('speaks the person’s language and tells the time of their zone, and nobody else’s', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' });
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'ready');

    const mail = await eventually(() => test.mail.mails[0]);
    expect(mail.html).toContain('<html lang="de">');
    expect(mail.html).toContain('ist fertig: 2.500 Zeilen');
    expect(mail.html).toMatch(/Der Link gilt bis \d\d\.\d\d\.\d{4}, \d\d:\d\d Uhr \(Europe\/Berlin\)/);
    const other = { portalId: '4711001', userId: '777', userEmail: 'else@acme.example' };
    expect(await test.ask('get-mail-wishes', {}, other)).toEqual({ quietMinutes: 0, language: 'en', timeZone: 'UTC' });
    expect((await test.call('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Nowhere' })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });

  it('does not go out to somebody whose right to the file was taken away meanwhile, and keeps nobody else’s from going out (T18, S0.8)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }));
    const { context } = test.app;
    const { jobs, noticeIds } = await waitingMails(BEN, 5);
    const { version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [{ about: 'export', who: { kind: 'everybody' }, connection: 'hubspot', table: 'numbers', scope: null, effect: 'deny' }] } });
    await context.database.inPortal(PORTAL, async (tx) => { for (const noticeId of noticeIds) await context.queue.enqueue(tx, sendNoticeJob, { portalId: PORTAL, noticeId }); });

    const { job } = await test.ask('start-export', exportRequest());

    expect(await emailState(job.id)).toBe('sent');
    await eventually(async () => (await test.ask('list-jobs', {}, BEN)).jobs.every(({ notices }) => notices.some(({ channel, state }) => channel === 'email' && state === 'suppressed')));
    expect(jobs).toHaveLength(5);
    expect(test.mail.mails.map(({ envelopeTo }) => envelopeTo)).toEqual([['sam.seller@acme.example']]);
  });

  it('does not say that an export failed which has gone on and is ready by the time the quiet hours are over', async () => {
    const source = numbersSource({ rows: 2_500, parts: 1, batch: 500 });
    source.beforeBatch = async () => { throw brokenSource(); };
    test = await startNumbersApp(source);
    const { context } = test.app;
    await quietNow();
    const { job } = await test.ask('start-export', exportRequest());
    await jobIn(test, job.id, 'failed');
    source.beforeBatch = async () => undefined;
    await test.ask('retry-job', { jobId: job.id });
    await jobIn(test, job.id, 'ready');
    const notices = await context.database.inPortal(PORTAL, (tx) => tx.notice.findMany({ where: { jobId: job.id, channel: 'email' } }));
    expect(notices.map(({ kind }) => kind).sort()).toEqual(['failed', 'ready']);

    for (const { id } of notices) await sendNoticeJob.run(context, { portalId: PORTAL, noticeId: id }, AbortSignal.timeout(10_000));

    expect(test.mail.mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('is ready')]);
  });

  it('is waited for while HubSpot does not say who somebody is, and is not lost (F47)', async () => {
    test = await startNumbersApp(numbersSource({ rows: 2_500, parts: 1, batch: 500 }), { hubspotApiUrl: 'http://127.0.0.1:9' });
    const { context } = test.app;
    const { noticeIds: [noticeId] } = await waitingMails(BEN, 1);
    const { version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [{ about: 'export', who: { kind: 'team', teamId: '7', name: 'Sales' }, connection: 'hubspot', table: 'numbers', scope: null, effect: 'deny' }] } });

    await sendNoticeJob.run(context, { portalId: PORTAL, noticeId: noticeId! }, AbortSignal.timeout(60_000));

    expect(await context.database.inPortal(PORTAL, (tx) => tx.notice.findUnique({ where: { id: noticeId! }, select: { state: true } }))).toEqual({ state: 'pending' });
    const { rows } = await context.database.pool.query(`select from pgboss.job where name = 'send-notice' and data->>'noticeId' = $1 and state = 'created' and start_after > now() and start_after < now() + interval '2 minutes'`, [noticeId]);
    expect(rows).toHaveLength(1);
  });
});

/** Exports of somebody whose mails wait for the end of the quiet hours. */
async function waitingMails(of: TestCaller, count: number): Promise<{ jobs: string[]; noticeIds: string[] }> {
  await quietNow(of);
  const jobs: string[] = [];
  for (let made = 0; made < count; made += 1) {
    const { job } = await test.ask('start-export', exportRequest(), of);
    await eventually(async () => (await test.ask('get-job', { jobId: job.id }, of)).job.state === 'ready');
    jobs.push(job.id);
  }
  const notices = await test.app.context.database.inPortal(PORTAL, (tx) => tx.notice.findMany({ where: { channel: 'email', jobId: { in: jobs } } }));
  return { jobs, noticeIds: notices.map(({ id }) => id) };
}

async function quietNow(of?: TestCaller): Promise<void> {
  const hour = new Date().getUTCHours();
  await test.ask('save-mail-wishes', { quietMinutes: 0, language: 'en', timeZone: 'UTC', quiet: { from: hour, to: (hour + 3) % 24 } }, of);
}
