import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountSettings, PolicyRule, Share } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { sendNoticeJob } from '../../src/notices/index.ts';
import { ADA, ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText } from '../support/numbers-app.ts';

const PORTAL = PortalId.parse(ADMIN.portalId);
const OPEN: AccountSettings = { environment: 'production', retentionDays: null, mailDomains: [], notices: { mail: 'always', quiet: null } };
const ONLY_ADA = { kind: 'user', userId: ADA.userId, name: 'Ada Admin' } as const;
const ONLY_BEN = { kind: 'user', userId: BEN.userId, name: 'Ben Buyer' } as const;

let world: AccessWorld;
let jobId: string;
beforeAll(async () => {
  world = await startAccessWorld();
});
afterAll(async () => world?.close());
beforeEach(async () => {
  await world.setPolicy({});
  await setAccount({});
  jobId = (await world.test.ask('start-export', world.request(), BEN)).job.id;
});

async function setAccount(change: Partial<AccountSettings>): Promise<void> {
  const { version, policy } = await world.test.ask('get-settings', {}, ADMIN);
  await world.test.ask('save-settings', { version, policy, account: { ...OPEN, ...change } }, ADMIN);
}

const request = (change: { requestId?: string; userId?: string; note?: string } = {}) => ({ requestId: randomUUID(), jobId, userId: ADA.userId, ...change });
const share = async (change: Parameters<typeof request>[0] = {}): Promise<Share> => (await world.test.ask('share-export', request(change), BEN)).share;
const shares = async (): Promise<Share[]> => (await world.test.ask('list-shares', { jobId }, BEN)).shares;
const isWithAda = async (id: string): Promise<boolean> => (await world.test.ask('list-shared', {}, ADA)).files.some(({ shareId }) => shareId === id);
const linkOf = async (shareId: string): Promise<string> => (await world.test.ask('create-share-link', { shareId }, ADA)).url;
const mailsSince = (before: number) => world.test.mail.mails.slice(before);

async function refusal(change: Parameters<typeof request>[0] = {}, caller = BEN): Promise<{ code: string; message: string; fix: string }> {
  const { reply } = await world.test.call('share-export', request(change), caller);
  if (reply.ok) throw new Error('it was shared');
  return reply.error;
}

async function open(url: string): Promise<{ page: number; file: number; certificate: number; text: string }> {
  const path = `${world.test.origin}${new URL(url).pathname}`;
  const page = await fetch(path);
  const [file, certificate] = await Promise.all([fetch(path, { method: 'POST' }), fetch(`${path}/certificate`)]);
  return { page: page.status, file: file.status, certificate: certificate.status, text: `${await page.text()}${await file.text()}` };
}

const WORKS = { page: 200, file: 200, certificate: 200 };
const CLOSED = { page: 400, file: 400, certificate: 400 };
const ENDED = { page: 410, file: 410, certificate: 410 };

describe('an export shared with a colleague (P1, T56)', () => {
  it('is told in one mail in their language, however often and at once it is asked; the file comes by a link of their own, and the log names them (S0.18)', async () => {
    const before = world.test.mail.mails.length;
    await world.test.ask('save-mail-wishes', { quietMinutes: 120, language: 'de', timeZone: 'Europe/Berlin' }, ADA);
    expect(await world.test.ask('list-colleagues', { search: ' ADA.admin' }, BEN)).toEqual({ colleagues: [{ userId: ADA.userId, name: 'Ada Admin', email: ADA.userEmail }], more: false });
    expect((await world.test.ask('list-colleagues', { search: '' }, BEN)).colleagues.map(({ userId }) => userId)).toEqual([ADA.userId, ADMIN.userId]);

    const note = 'Look at <b>row 7</b>, or at https://evil.example';
    const twice = request({ note });
    const made = await Promise.all([twice, twice, request({ note: 'Again' })].map((body) => world.test.ask('share-export', body, BEN)));
    const mail = await eventually(() => mailsSince(before)[0]);
    await share();

    expect(new Set(made.map((one) => one.share.id)).size).toBe(1);
    expect(mail).toMatchObject({ envelopeTo: [ADA.userEmail], subject: 'Ben Buyer teilt eine Datei mit Ihnen: All orders' });
    expect(mail.text).toMatch(/Ben Buyer \(ben\.buyer@\u2060acme\.example\) teilt den Export „All orders“ mit Ihnen: 60 Zeilen, \d+ KB/);
    const [url, ...others] = mail.text.match(/https?:\/\/\S+/g)!;
    expect([others, mail.html.match(/<b>/g), mail.html.match(/href=/g)]).toEqual([[], null, ['href=']]);
    expect(await downloadText(world.test, url!)).toContain('SO-0000001');
    await eventually(async () => (await shares())[0]?.mail === 'sent');
    expect(mailsSince(before)).toHaveLength(1);

    const { files } = await world.test.ask('list-shared', {}, ADA);
    expect(files.filter(({ shareId }) => shareId === made[0]!.share.id)).toMatchObject([{ title: 'All orders', sharedBy: { name: 'Ben Buyer', email: BEN.userEmail }, rows: 60, complete: true }]);
    expect(await shares()).toMatchObject([{ colleague: { name: 'Ada Admin' }, opened: 1, downloaded: 1, mail: 'sent', problem: null }]);
    // The file is given, the export is not.
    expect((await world.test.call('get-job', { jobId }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect((await world.test.call('create-link', { jobId }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    const { entries } = await world.test.ask('list-audit', { limit: 50 }, ADMIN);
    const own = entries.filter(({ subject }) => subject === jobId);
    expect(own.filter(({ action }) => action === 'share.created')).toMatchObject([{ userId: BEN.userId, details: { with: ADA.userId } }]);
    expect(own.filter(({ action }) => action === 'file.downloaded')).toMatchObject([{ userId: ADA.userId, details: { shareId: made[0]!.share.id } }]);
    expect(JSON.stringify(own)).not.toContain('evil');
  });

  it('ends when it is stopped: links, the row in their inbox, and not again by a repeat of the old click; a new one begins it anew (T51)', async () => {
    const before = world.test.mail.mails.length;
    const first = request();
    const { id } = (await world.test.ask('share-export', first, BEN)).share;
    const url = await linkOf(id);
    await eventually(() => mailsSince(before)[0]);
    expect(await open(url)).toMatchObject(WORKS);

    expect(await world.test.ask('stop-share', { shareId: id }, BEN)).toEqual({ stopped: true });
    expect(await world.test.ask('stop-share', { shareId: id }, BEN)).toEqual({ stopped: false });
    await world.test.ask('share-export', first, BEN);

    expect([await open(url), await isWithAda(id), await shares()]).toMatchObject([ENDED, false, []]);
    expect((await world.test.call('create-share-link', { shareId: id }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'share.unknown' } });
    expect((await share()).id).toBe(id);
    await eventually(() => mailsSince(before)[1]);
    expect(await open(url)).toMatchObject(ENDED);
    expect(await open(await linkOf(id))).toMatchObject(WORKS);
    expect(await shares()).toMatchObject([{ opened: 2, downloaded: 1 }]);
  });

  it('ends with the file', async () => {
    const { id } = await share();
    const url = await linkOf(id);
    await world.test.app.context.database.inPortal(PORTAL, (tx) => tx.artifact.updateMany({ where: { jobId }, data: { deletedAt: new Date() } }));

    expect([await open(url), await isWithAda(id), await shares()]).toMatchObject([ENDED, false, []]);
    expect((await world.test.call('create-share-link', { shareId: id }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'share.unknown' } });
    expect((await refusal()).code).toBe('file.missing');
  });
});

const rule = (change: object): PolicyRule => ({ about: 'export', who: ONLY_ADA, ...ORDERS, ...change }) as PolicyRule;
const LOST: readonly (readonly [string, Parameters<AccessWorld['setPolicy']>[0], RegExp])[] = [
  ['who may not export the table', { rules: [rule({ effect: 'deny' })] }, /^Ada Admin may not export “All orders”\.$/],
  ['who may not see the table', { rules: [rule({ about: 'view', effect: 'deny' })] }, /^Ada Admin may not export “All orders”\.$/],
  ['who would see a column masked', { rules: [rule({ about: 'column', column: 'note', effect: 'mask' })] }, /^Ada Admin may not see “Note” of “All orders”/i],
  ['from whom a column is hidden', { rules: [rule({ about: 'column', column: 'net', effect: 'hide' })] }, /^Ada Admin may not see “Net” of “All orders”/i],
  ['who has only their own records', { rules: [rule({ effect: 'own' })] }, /^Ada Admin may export their own records of “All orders” only/],
  ['who would need an approval for the table', { rules: [rule({ effect: 'approve' })] }, /^Ada Admin would need an approval to export this\. Exports of this table/],
  ['who would need an approval for so many rows', { approval: { aboveRows: 50 } }, /^Ada Admin would need an approval to export this\. Exports of more than 50 rows/],
];

describe('a colleague who may not have what is in the file', () => {
  it.each(LOST)('%s is refused with the reason when it is shared, and every link is closed when the right goes later (T18)', async (_who, policy, sentence) => {
    const { id } = await share();
    const url = await linkOf(id);
    expect(await open(url)).toMatchObject(WORKS);
    await world.setPolicy(policy);

    const closed = await open(url);
    const told = await refusal();

    expect(closed).toMatchObject(CLOSED);
    expect(closed.text).not.toMatch(/SO-00000|orders-/i);
    expect([told.code, told.message]).toEqual(['access.refused', expect.stringMatching(sentence)]);
    expect(told.fix).toMatch(/admin/);
    expect((await world.test.call('create-share-link', { shareId: id }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
    expect([await isWithAda(id), (await shares())[0]?.problem?.message]).toEqual([false, told.message]);
    await world.setPolicy({});
    expect(await open(url)).toMatchObject(WORKS);
  });

  it('gets a file whose column is masked in it, as it would be in their own', async () => {
    await world.setPolicy({ rules: [rule({ who: EVERYBODY, about: 'column', column: 'note', effect: 'mask' })] });
    jobId = (await world.test.ask('start-export', world.request(), BEN)).job.id;

    expect(await open(await linkOf((await share()).id))).toMatchObject(WORKS);
  });

  it('gets one they would need an approval for only from somebody who may give it, for as long as they may (S0.27)', async () => {
    const needs = [rule({ effect: 'approve' })];
    await world.setPolicy({ rules: needs, approval: { approvers: [{ userId: BEN.userId, email: BEN.userEmail }] } });
    const url = await linkOf((await share()).id);
    expect(await open(url)).toMatchObject(WORKS);

    await world.setPolicy({ rules: needs });

    expect(await open(url)).toMatchObject(CLOSED);
  });

  it('loses it when whoever shared it may not have it any more, and when either of them leaves HubSpot (T18)', async () => {
    const { id } = await share();
    const url = await linkOf(id);
    await world.setPolicy({ rules: [rule({ who: ONLY_BEN, effect: 'deny' })] });

    // Ada reads German since the mail above.
    expect(await open(url)).toMatchObject({ ...CLOSED, text: expect.stringMatching(/Whoever shared this file may not have it themselves any more\.|Wer diese Datei geteilt hat, darf sie selbst nicht mehr haben\./) });
    expect((await refusal()).message).toBe('You may not export this table.');
    expect(await isWithAda(id)).toBe(false);

    await world.setPolicy({});
    const { people } = world.test.app.context.hubspot;
    const { people: known } = world.hubspot;
    const ada = known.splice(known.findIndex(({ userId }) => userId === ADA.userId), 1)[0]!;
    for (const key of [`${PORTAL}:owner:${ADA.userId}`, `${PORTAL}:colleagues`]) people.delete(key);
    try {
      expect(await open(url)).toMatchObject(CLOSED);
      expect(await refusal()).toMatchObject({ code: 'access.refused', message: 'This person is no active user of this HubSpot account.' });
      expect((await shares())[0]?.problem?.message).toBe('Ada Admin is no active user of this HubSpot account.');
    } finally {
      known.push(ada);
      people.delete(`${PORTAL}:owner:${ADA.userId}`);
      people.delete(`${PORTAL}:colleagues`);
    }
    expect(await open(url)).toMatchObject(WORKS);
  });

  it('gets nothing at an address that the account sends nothing to (T56)', async () => {
    const url = await linkOf((await share()).id);
    await setAccount({ mailDomains: ['other.example'] });

    expect(await open(url)).toMatchObject(CLOSED);
    expect((await refusal()).message).toBe('This account sends nothing to addresses like that of Ada Admin.');
  });

  it('is nobody of another account, nobody unknown and not oneself; ids of others are as unknown as any (T13)', async () => {
    const { id } = await share();

    expect(await refusal({ userId: '999' })).toMatchObject({ code: 'access.refused', message: 'This person is no active user of this HubSpot account.' });
    expect((await refusal({ userId: BEN.userId })).code).toBe('request.invalid');
    for (const caller of [EVE, ADA, ADMIN]) expect((await refusal({}, caller)).code).toBe('job.unknown');
    for (const caller of [EVE, ADA, ADMIN]) expect((await world.test.call('stop-share', { shareId: id }, caller)).reply).toMatchObject({ ok: false, error: { code: 'share.unknown' } });
    for (const caller of [EVE, BEN, ADMIN]) expect((await world.test.call('create-share-link', { shareId: id }, caller)).reply).toMatchObject({ ok: false, error: { code: 'share.unknown' } });
    expect((await world.test.ask('list-shared', {}, EVE)).files).toEqual([]);
    expect(await isWithAda(id)).toBe(true);
  });

  it('is not another one for the same click', async () => {
    const requestId = randomUUID();
    await share({ requestId });

    expect((await refusal({ requestId, userId: ADMIN.userId })).code).toBe('request.conflict');
  });
});

describe('the mail about a shared file', () => {
  const pending = () => world.test.app.context.database.inPortal(PORTAL, (tx) => tx.notice.findFirst({ where: { jobId, kind: 'shared' } }));

  it('waits for the quiet hours, and is not sent when the sharing was stopped before', async () => {
    const before = world.test.mail.mails.length;
    const hour = new Date().getUTCHours();
    await setAccount({ notices: { mail: 'always', quiet: { from: hour, to: (hour + 2) % 24 } } });
    const { id } = await share();
    const notice = (await pending())!;
    expect([(await shares())[0]!.mail, await isWithAda(id)]).toEqual(['pending', true]);

    await world.test.ask('stop-share', { shareId: id }, BEN);
    await sendNoticeJob.run(world.test.app.context, { portalId: PORTAL, noticeId: notice.id }, AbortSignal.timeout(10_000));

    expect([mailsSince(before), (await pending())!.state]).toEqual([[], 'suppressed']);
  });

  it('is none where the account sends none about files, which the list says; the file is there all the same', async () => {
    const before = world.test.mail.mails.length;
    await setAccount({ notices: { mail: 'never', quiet: null } });
    const made = await share();

    expect([made.mail, mailsSince(before)]).toEqual(['suppressed', []]);
    expect(await open(await linkOf(made.id))).toMatchObject(WORKS);
  });

  it('names no file where files are only for people signed in to HubSpot, and a link asked for there works (T51)', async () => {
    const before = world.test.mail.mails.length;
    await setAccount({ fileLinks: 'signed_in' });
    const { id } = await share();
    const mail = await eventually(() => mailsSince(before)[0]);

    expect(mail.text).not.toContain('/files/');
    expect((await fetch(`${world.test.origin}${new URL(await linkOf(id)).pathname}`)).status).toBe(200);
  });
});
