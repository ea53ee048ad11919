import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';
import { expireApprovalJob } from '../../src/approvals/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { ADA, ADMIN, BEN, EVE, EVERYBODY, ORDERS, startAccessWorld } from '../support/access-world.ts';
import type { AccessWorld } from '../support/access-world.ts';
import { eventually } from '../support/eventually.ts';
import { downloadText, exportRequest, jobIn, startNumbersApp } from '../support/numbers-app.ts';
import { expectedNumbers, numbersSource } from '../support/numbers-source.ts';

let world: AccessWorld;
let clock: { skewMs: number };
const portalId = PortalId.parse(ADMIN.portalId);
const APPROVERS = [{ userId: ADA.userId, email: ADA.userEmail }, { userId: '504', email: 'carl.controller@acme.example' }];
const CARL = { portalId: ADMIN.portalId, userId: '504', userEmail: 'carl.controller@acme.example' };
beforeAll(async () => {
  clock = { skewMs: 0 };
  world = await startAccessWorld({ overrides: () => ({ now: () => Date.now() + clock.skewMs }) });
});
afterAll(async () => world?.close());
beforeEach(async () => {
  clock.skewMs = 0;
  await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: APPROVERS } });
});

async function ask(caller = BEN): Promise<string> {
  const { job } = await world.test.ask('start-export', world.request(), caller);
  expect(job.state).toBe('held');
  return job.id;
}

async function state(jobId: string, wanted: string): Promise<Record<string, unknown>> {
  return eventually(async () => {
    const { job } = await world.test.ask('get-job', { jobId }, BEN);
    return job.state === wanted && job;
  }, 30_000);
}

async function mailTo(address: string, jobId: string): Promise<{ subject: string; text: string; path: string }> {
  return eventually(async () => {
    for (const mail of world.test.mail.mails.filter(({ envelopeTo, subject }) => envelopeTo.includes(address) && subject.startsWith('Approval needed'))) {
      const path = new URL(/http\S+\/approvals\/\S+/.exec(mail.text)![0]).pathname;
      const claims = JSON.parse(Buffer.from(path.split('.')[1]!, 'base64url').toString()) as { j: string };
      if (claims.j === jobId) return { ...mail, path };
    }
    return null;
  });
}

function post(path: string, form: Record<string, string>): Promise<Response> {
  return fetch(`${world.test.origin}${path}`, { method: 'POST', body: new URLSearchParams(form) });
}

describe('an export that somebody has to approve (N7, D7)', () => {
  it('waits, is approved from the list, is made once and its person gets exactly one mail with the whole file', async () => {
    const request = world.request();
    const { job } = await world.test.ask('start-export', request, BEN);
    const again = await world.test.ask('start-export', request, BEN);
    const listed = await world.test.ask('list-approvals', {}, ADA);

    expect(again.job.id).toBe(job.id);
    expect(job).toMatchObject({ state: 'held', approval: { why: expect.stringContaining('have to be approved'), rows: 60 } });
    expect(listed.approvals.filter(({ jobId }) => jobId === job.id)).toMatchObject([{ requestedBy: BEN.userEmail, rows: 60, state: 'pending' }]);
    const { approval } = await world.test.ask('decide-approval', { jobId: job.id, decision: 'approve' }, ADA);
    expect(approval).toMatchObject({ state: 'approved', decidedBy: ADA.userEmail });

    await state(job.id, 'ready');
    const { url } = await world.test.ask('create-link', { jobId: job.id }, BEN);
    expect(parse(await downloadText(world.test, url), { bom: true, from_line: 2 })).toHaveLength(60);
    await eventually(() => world.test.mail.mails.some(({ envelopeTo, subject }) => envelopeTo.includes(BEN.userEmail) && subject.startsWith('Your export is ready')));
    const kinds = (await world.test.ask('get-job', { jobId: job.id }, BEN)).job.notices.map(({ kind, channel }) => `${kind} ${channel}`).sort();
    expect(kinds).toEqual(['approved inbox', 'held inbox', 'ready email', 'ready inbox']);
  });

  it('is refused with a reason that its person reads, and a retry does not get round it', async () => {
    const jobId = await ask();
    expect((await world.test.call('decide-approval', { jobId, decision: 'refuse' }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    await world.test.ask('decide-approval', { jobId, decision: 'refuse', reason: 'Only the open ones, please.' }, ADA);

    const failed = await state(jobId, 'failed');
    expect(failed).toMatchObject({ error: { code: 'approval.refused', message: expect.stringContaining('Only the open ones, please.') } });
    await world.test.ask('retry-job', { jobId }, BEN);
    await eventually(async () => (await world.test.ask('get-job', { jobId }, BEN)).job.notices.filter(({ kind, channel }) => kind === 'failed' && channel === 'inbox').length === 2);
    expect((await world.test.ask('get-job', { jobId }, BEN)).job).toMatchObject({ state: 'failed', error: { code: 'approval.refused' } });
  });

  it('is decided from the mail: the link shows, a scanner that follows it changes nothing, the form decides once', async () => {
    const jobId = await ask();
    const { path, text } = await mailTo(ADA.userEmail, jobId);

    for (let round = 0; round < 10; round += 1) expect((await fetch(`${world.test.origin}${path}`, { method: round % 2 === 0 ? 'GET' : 'HEAD' })).status).toBe(200);
    expect((await world.test.ask('get-job', { jobId }, BEN)).job.state).toBe('held');
    const page = await (await fetch(`${world.test.origin}${path}`)).text();
    expect(page).toContain(BEN.userEmail);
    const german = await (await fetch(`${world.test.origin}${path}`, { headers: { 'accept-language': 'de' } })).text();
    expect(german).toMatch(/<html lang="de">.*Einen Export freigeben\?.*(müssen|muss)[^<]* freigegeben werden\.<.*Wartet bis<\/dt><dd>\d\d\.\d\d\.20\d\d, \d\d:\d\d Uhr \(UTC\).*value="approve">Freigeben/su);
    expect(text).toContain('60 rows');
    expect((await post(path, { decision: 'perhaps' })).status).toBe(400);
    expect(await (await post(path, { decision: 'approve', reason: '' })).text()).toContain('Approved');
    await state(jobId, 'ready');
    expect((await post(path, { decision: 'refuse', reason: 'too late' })).status).toBe(400);
    expect((await fetch(`${world.test.origin}${path}`)).status).toBe(200);
    expect((await world.test.ask('get-job', { jobId }, BEN)).job.state).toBe('ready');
  });

  it('is asked for in the approver’s language, and the page behind the mail speaks it too, also when it refuses', async () => {
    await world.test.ask('save-mail-wishes', { quietMinutes: 0, language: 'de', timeZone: 'Europe/Berlin' }, ADA);
    const before = world.test.mail.mails.length;
    const jobId = await ask();
    try {
      const mail = await eventually(() => world.test.mail.mails.slice(before).find(({ envelopeTo }) => envelopeTo.includes(ADA.userEmail)));
      expect(mail.subject).toMatch(/^Freigabe nötig: ben\.buyer@acme\.example möchte .* exportieren$/);
      expect(mail.text).toMatch(/: 60 Zeilen\.\n\nExporte dieser Tabelle müssen in Ihrem HubSpot-Konto freigegeben werden\. Sie werden gefragt, .*Die Anfrage wartet bis \d\d\.\d\d\.20\d\d, \d\d:\d\d Uhr \(Europe\/Berlin\);/s);
      const path = new URL(/http\S+\/approvals\/\S+/.exec(mail.text)![0]).pathname;
      const english = { headers: { 'accept-language': 'en' } };
      expect(await (await fetch(`${world.test.origin}${path}`, english)).text()).toMatch(/<html lang="de">.*Einen Export freigeben\?.*Uhr \(Europe\/Berlin\)/s);
      const refused = await fetch(`${world.test.origin}${path}`, { ...english, method: 'POST', body: new URLSearchParams({ decision: 'refuse', reason: '' }) });
      expect(await refused.text()).toMatch(/<html lang="de">.*<h1>Nichts wurde entschieden<\/h1><p>Eine Ablehnung braucht einen Grund\.<\/p><p>Sagen Sie in einem Satz, was an diesem Export nicht stimmt\.<\/p><p>Support-Code <code>/s);
      clock.skewMs = 73 * 3_600_000;
      const over = await fetch(`${world.test.origin}${path}`, english);
      expect(over.status).toBe(410);
      expect(await over.text()).toMatch(/<html lang="de">.*<h1>Dieser Link geht nicht<\/h1><p>Dieser Link gilt nicht oder nicht mehr\.<\/p><p>Öffnen Sie die Liste der Anfragen in den Einstellungen von Siderail\.<\/p>/s);
    } finally {
      clock.skewMs = 0;
      await world.test.app.context.database.inPortal(portalId, (tx) => tx.mailWish.deleteMany({}));
      await world.test.ask('cancel-job', { jobId }, BEN);
    }
  });

  it('is worth nothing to whoever changes the link, is no approver any more, or uses it as another kind of link (T53)', async () => {
    const jobId = await ask();
    const { path } = await mailTo(ADA.userEmail, jobId);
    const token = path.slice('/approvals/'.length);
    const [head, body, seal] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, e: CARL.userEmail })).toString('base64url');

    for (const wrong of [`${head}.${forged}.${seal}`, `${head}.${body}.${seal.slice(0, -4)}AAAA`, 'x']) {
      expect((await post(`/approvals/${wrong}`, { decision: 'approve' })).status, wrong).toBe(410);
    }
    expect((await fetch(`${world.test.origin}/files/${token}`)).status).toBe(410);
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: [APPROVERS[1]!] } });
    expect((await post(path, { decision: 'approve' })).status).toBe(410);
    expect((await world.test.ask('get-job', { jobId }, BEN)).job.state).toBe('held');
    await world.test.ask('cancel-job', { jobId }, BEN);
  });

  it('is never approved by its own person, not even when they are an approver (self-approval)', async () => {
    await world.setPolicy({ rules: [{ about: 'export', who: EVERYBODY, ...ORDERS, effect: 'approve' }], approval: { approvers: [{ userId: BEN.userId, email: BEN.userEmail }, ...APPROVERS] } });
    const jobId = await ask();

    expect((await world.test.call('decide-approval', { jobId, decision: 'approve' }, BEN)).reply).toMatchObject({ ok: false, error: { code: 'approval.own' } });
    expect((await world.test.call('decide-approval', { jobId, decision: 'approve' }, { ...CARL, userEmail: BEN.userEmail.toUpperCase() })).reply).toMatchObject({ ok: false, error: { code: 'approval.own' } });
    expect((await world.test.ask('list-approvals', {}, BEN)).approvals.some((approval) => approval.jobId === jobId)).toBe(false);
    expect(world.test.mail.mails.some(({ envelopeTo, subject }) => envelopeTo.includes(BEN.userEmail) && subject.startsWith('Approval needed'))).toBe(false);
    await expect(world.test.app.context.database.inPortal(portalId, (tx) => tx.approval.update({ where: { jobId }, data: { state: 'approved', decidedBy: BEN.userId } }))).rejects.toThrow(/approvals_not_their_own/);
    expect((await world.test.ask('get-job', { jobId }, BEN)).job.state).toBe('held');
    await world.test.ask('cancel-job', { jobId }, BEN);
  });

  it('is decided once when two approvers choose at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const jobId = await ask();
      const answers = await Promise.all([
        world.test.call('decide-approval', { jobId, decision: 'approve' }, ADA),
        world.test.call('decide-approval', { jobId, decision: 'refuse', reason: 'no' }, CARL),
      ]);

      expect(answers.filter(({ reply }) => reply.ok)).toHaveLength(1);
      expect(answers.flatMap(({ reply }) => (reply.ok ? [] : reply.error.code))).toEqual(['approval.decided']);
      const { entries } = await world.test.ask('list-audit', { action: 'approval', limit: 10 }, ADMIN);
      expect(entries.filter(({ subject, action }) => subject === jobId && action !== 'approval.requested')).toHaveLength(1);
      await state(jobId, answers[0]!.reply.ok ? 'ready' : 'failed');
    }
  });

  it('runs out: nobody can approve it any more, and its person is told', async () => {
    const jobId = await ask();
    clock.skewMs = 73 * 3_600_000;

    expect((await world.test.call('decide-approval', { jobId, decision: 'approve' }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'approval.decided' } });
    await expireApprovalJob.run(world.test.app.context, { portalId, jobId }, new AbortController().signal);
    await expireApprovalJob.run(world.test.app.context, { portalId, jobId }, new AbortController().signal);
    expect(await state(jobId, 'failed')).toMatchObject({ error: { code: 'approval.expired' } });
  });

  it('runs out where the clock that ends it was ahead of ours: it is looked at again when its time has come (T68)', async () => {
    const jobId = await ask();
    const looks = async (): Promise<number> => {
      const { rows } = await world.test.app.context.database.pool.query<{ count: string }>("select count(*) from pgboss.job where name = 'expire-approval' and data->>'jobId' = $1 and start_after > now() + interval '1 hour'", [jobId]);
      return Number(rows[0]!.count);
    };
    const before = await looks();
    clock.skewMs = 72 * 3_600_000 - 2 * 3_600_000;

    await expireApprovalJob.run(world.test.app.context, { portalId, jobId }, new AbortController().signal);

    expect(await looks()).toBe(before + 1);
    expect((await state(jobId, 'held'))['state']).toBe('held');
  });

  it('can be taken back by its person, after which there is nothing to decide', async () => {
    const jobId = await ask();
    expect((await world.test.ask('cancel-job', { jobId }, BEN)).job.state).toBe('cancelled');

    expect((await world.test.call('decide-approval', { jobId, decision: 'approve' }, ADA)).reply).toMatchObject({ ok: false, error: { code: 'approval.decided' } });
    expect((await world.test.ask('list-approvals', {}, ADA)).approvals.some((approval) => approval.jobId === jobId)).toBe(false);
  });

  it('is an unknown request to whoever may not decide and to another portal (T13)', async () => {
    const jobId = await ask();
    const error = async (caller: typeof BEN, id: string): Promise<object> => {
      const { reply } = await world.test.call('decide-approval', { jobId: id, decision: 'approve' }, caller);
      return reply.ok ? {} : { ...reply.error, supportCode: '' };
    };
    const unknown = await error(ADA, randomUUID());

    expect(unknown).toMatchObject({ code: 'approval.unknown' });
    expect(await error({ ...BEN, userId: '599', userEmail: 'other@acme.example' }, jobId)).toEqual(unknown);
    expect(await error(EVE, jobId)).toEqual(unknown);
    await world.test.ask('cancel-job', { jobId }, BEN);
  });
});

describe('the row limit for approval', () => {
  it('holds what is above it and lets go what is not, for everybody but admins', async () => {
    await world.setPolicy({ approval: { aboveRows: 50, approvers: APPROVERS } });

    expect((await world.test.ask('start-export', world.request(), BEN)).job.state).toBe('held');
    expect((await world.test.ask('start-export', world.request({ filters: [{ column: 'net', operator: 'lte', value: '3.50' }] }), BEN)).job.state).toBe('ready');
    expect((await world.test.ask('start-export', world.request(), ADMIN)).job.state).toBe('ready');
    await world.setPolicy({ approval: { aboveRows: 50, approvers: APPROVERS, adminsToo: true } });
    expect((await world.test.ask('start-export', world.request(), ADMIN)).job.state).toBe('held');
  });

  it('holds an export that turned out larger than was counted, and goes on with what it has read once approved', async () => {
    const source = { ...numbersSource({ rows: 300, parts: 2, batch: 50 }), count: async () => 5 };
    const test = await startNumbersApp(source);
    try {
      const policy = { ...DEFAULT_POLICY, approval: { ...DEFAULT_POLICY.approval, aboveRows: 100, adminsToo: true, approvers: APPROVERS } };
      await test.ask('save-settings', { version: 0, policy }, ADMIN);
      const { job } = await test.ask('start-export', exportRequest(), ADMIN);
      expect(job).toMatchObject({ state: 'held', approval: { rows: 300 } });

      await test.ask('decide-approval', { jobId: job.id, decision: 'approve' }, CARL);
      await jobIn(test, job.id, 'ready');
      const { url } = await test.ask('create-link', { jobId: job.id }, ADMIN);

      expect(await downloadText(test, url)).toBe(expectedNumbers(300));
      expect(new Set(source.reads).size).toBe(source.reads.length);
    } finally {
      await test.close();
    }
  });
});
