import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AccountSettings } from '#contract';
import { linkToSend } from '../../src/downloads/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { exportRequest, jobIn } from '../support/numbers-app.ts';
import { numbersSource } from '../support/numbers-source.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const portalId = PortalId.parse(SAM.portalId);
const EVE = { portalId: '4711002', userId: '601', userEmail: 'eve@other.example' };
const BEN = { ...SAM, userId: '503', userEmail: 'ben.buyer@acme.example' };
const MINUTE = 60_000;

let test: TestApp;
let jobId: string;
let shift = 0;
beforeAll(async () => {
  test = await startTestApp({ overrides: () => ({ sources: [numbersSource({ rows: 30, parts: 1, batch: 10 })], now: () => Date.now() + shift }) });
  await test.pretendInstalled(SAM.portalId);
  await test.pretendInstalled(EVE.portalId, EVE.userId);
  jobId = (await test.ask('start-export', exportRequest())).job.id;
  await jobIn(test, jobId, 'ready');
});
afterAll(async () => test?.close());
beforeEach(async () => {
  shift = 0;
  await giveTo('signed_in');
});

async function giveTo(fileLinks: AccountSettings['fileLinks']): Promise<void> {
  const { version, policy, account } = await test.ask('get-settings', {});
  await test.ask('save-settings', { version, policy, account: { ...account, fileLinks } });
}

/** One browser: keeps the cookies it is given, and sends them where they belong. */
function browser(): { open(url: string): Promise<Response>; fetchFile(url: string): Promise<Response>; certificate(url: string): Promise<Response>; cookies: string[] } {
  const cookies: string[] = [];
  const ask = async (url: string, method: string): Promise<Response> => {
    const { pathname } = new URL(url);
    const sent = cookies.filter((cookie) => pathname.startsWith(/Path=([^;]+)/.exec(cookie)![1]!)).map((cookie) => cookie.split(';')[0]!);
    const answer = await fetch(`${test.origin}${pathname}`, { method, headers: sent.length === 0 ? {} : { cookie: sent.join('; ') } });
    cookies.push(...answer.headers.getSetCookie());
    return answer;
  };
  return { cookies, open: (url) => ask(url, 'GET'), fetchFile: (url) => ask(url, 'POST'), certificate: (url) => ask(`${url}/certificate`, 'GET') };
}

const link = async (): Promise<string> => (await test.ask('create-link', { jobId })).url;
const statuses = async (answers: readonly Promise<Response>[]): Promise<number[]> => (await Promise.all(answers)).map(({ status }) => status);

describe('an account that gives files only to people who are signed in to HubSpot (T51)', () => {
  it('serves the browser of whoever asked for the link there: page, file and certificate, again after a reload', async () => {
    const url = await link();
    const own = browser();

    const page = await own.open(url);

    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Download file')]);
    expect(own.cookies).toEqual([expect.stringMatching(/^siderail-file=[\w-]{43}; .*HttpOnly; SameSite=Lax$/)]);
    expect(await statuses([own.fetchFile(url), own.certificate(url), own.open(url)])).toEqual([200, 200, 200]);
  });

  it('serves no second browser: whoever the link was forwarded to, read it from a log or took it from the history sees neither page nor file nor its name', async () => {
    const url = await link();
    const [own, other] = [browser(), browser()];
    const name = /<h1>([^<]+)<\/h1>/.exec(await (await own.open(url)).text())![1]!;

    const refused = await other.open(url);

    const told = await refused.text();
    expect(refused.status).toBe(400);
    expect(told).toContain('signed in to HubSpot');
    expect(told).not.toContain(name);
    expect(await statuses([other.fetchFile(url), other.certificate(url)])).toEqual([400, 400]);
    expect(other.cookies).toEqual([]);
    expect((await own.fetchFile(url)).status).toBe(200);
  });

  it('takes no cookie of another link, no made-up one, and nothing from the form of another site, which brings none', async () => {
    const [one, two] = [await link(), await link()];
    const own = browser();
    await own.open(one);
    await browser().open(two);
    const secret = own.cookies[0]!.split(';')[0]!;

    const answers = ['', 'siderail-file=', `siderail-file=${'A'.repeat(43)}`, secret].map((cookie) => fetch(`${test.origin}${new URL(two).pathname}`, { method: 'POST', headers: { cookie } }));

    expect(await statuses(answers)).toEqual([400, 400, 400, 400]);
  });

  it('has one first browser, of twenty that open the link at once', async () => {
    const url = await link();

    const answers = await statuses(Array.from({ length: 20 }, () => browser().open(url)));

    expect(answers.filter((status) => status === 200)).toHaveLength(1);
  });

  it('lets a scanner’s HEAD use nothing up, and serves nobody five minutes after the click or an hour after the first look', async () => {
    const [scanned, late, long] = [await link(), await link(), await link()];
    expect((await fetch(`${test.origin}${new URL(scanned).pathname}`, { method: 'HEAD' })).status).toBe(400);
    expect((await browser().open(scanned)).status).toBe(200);
    expect((await test.ask('create-link', { jobId })).expiresAt < new Date(Date.now() + 6 * MINUTE).toISOString()).toBe(true);
    const own = browser();
    await own.open(long);

    shift = 6 * MINUTE;
    expect((await browser().open(late)).status).toBe(400);
    expect((await own.fetchFile(long)).status).toBe(200);
    shift = 61 * MINUTE;
    expect(await statuses([own.fetchFile(long), own.open(long)])).toEqual([400, 400]);
  });

  it('gives a link to nobody else: neither to a colleague nor to a person of another account (T13)', async () => {
    const replies = await Promise.all([BEN, EVE].map((caller) => test.call('create-link', { jobId }, caller)));

    const unknown = await test.call('create-link', { jobId: randomUUID() }, BEN);
    for (const { reply } of replies) expect(reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect(unknown.reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
  });

  it('sends the record instead of a link, and what was sent before serves nobody until the account gives files to anybody again', async () => {
    await giveTo('anybody');
    const sent = await linkToSend(test.app.context, { portalId, userId: SAM.userId }, jobId);
    expect([sent.until === null, (await browser().open(sent.url)).status]).toEqual([false, 200]);

    await giveTo('signed_in');
    const instead = await linkToSend(test.app.context, { portalId, userId: SAM.userId }, jobId);

    expect(instead).toEqual({ url: expect.stringMatching(/\/contacts\/4711001(\/record\/0-\d\/\d+)?$/), until: null });
    expect(await statuses([browser().open(sent.url), browser().fetchFile(sent.url)])).toEqual([400, 400]);
    await giveTo('anybody');
    expect(await statuses([browser().open(sent.url), browser().fetchFile(sent.url)])).toEqual([200, 200]);
  });
});
