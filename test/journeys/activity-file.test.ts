import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADA, ADMIN, BEN, EVE, startAccessWorld, type AccessWorld } from '../support/access-world.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await startAccessWorld();
  await world.test.ask('start-export', world.request(), BEN);
});
afterAll(async () => world?.close());

async function linkFor(caller: typeof ADMIN, filter: object = {}): Promise<string> {
  return (await world.test.ask('export-audit', filter, caller)).url;
}

async function get(url: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${world.test.origin}${new URL(url).pathname}`);
  return { status: response.status, text: await response.text() };
}

describe('the activity log as a file (P4, N7)', () => {
  it('holds what the filter leaves, as CSV, and that it was taken away stands in the log', async () => {
    const { status, text } = await get(await linkFor(ADMIN, { action: 'export.', userId: BEN.userId }));

    expect(status).toBe(200);
    expect(text).toMatch(/^Time \(UTC\),User id,What,About,Details\r\n/);
    expect(text).toContain(`,${BEN.userId},export.started,`);
    expect(text).not.toContain('connection.saved');
    const { entries } = await world.test.ask('list-audit', { action: 'audit' }, ADMIN);
    expect(entries).toMatchObject([{ action: 'audit.exported', userId: ADMIN.userId, details: { filter: { action: 'export.', userId: BEN.userId } } }]);
  });

  it('is for admins only, at the click and at the download (T13)', async () => {
    expect((await world.test.call('export-audit', {}, BEN)).reply).toMatchObject({ ok: false, error: { code: 'access.admin_only' } });
    await world.setPolicy({ admins: [{ userId: ADA.userId, email: ADA.userEmail }] });
    const link = await linkFor(ADA);
    expect((await get(link)).status).toBe(200);

    await world.setPolicy({});

    const { status, text } = await get(link);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('export.started');
  });

  it('is worth nothing to whoever changes the link or uses one made for something else (T53)', async () => {
    const link = await linkFor(ADMIN);
    const token = link.slice(link.lastIndexOf('/') + 1);
    const [head, , signature] = token.split('.');
    const forged = [head, Buffer.from(JSON.stringify({ p: EVE.portalId, u: EVE.userId, f: {}, aud: 'siderail:audit', exp: 9_999_999_999 })).toString('base64url'), signature].join('.');
    const file = (await world.test.ask('start-export', world.request(), BEN)).link!.url;

    for (const wrong of [forged, token.slice(0, -2), file.slice(file.lastIndexOf('/') + 1)]) expect((await get(`https://app.siderail.example/audit/${wrong}`)).status).toBe(410);
    expect((await get(`https://app.siderail.example/files/${token}`)).status).toBe(410);
  });

  it('holds nothing of another portal', async () => {
    const { text } = await get(await linkFor({ ...EVE, userId: ADMIN.userId }).catch(() => linkFor(EVE)));

    expect(text).not.toContain(BEN.userId);
  });
});

describe('settings of the whole account', () => {
  it('leave every export to the workers where an admin allows none in the click (S0.3)', async () => {
    const { policy, account, version, immediateRows } = await world.test.ask('get-settings', {}, ADMIN);
    const request = world.request();
    const lane = async (): Promise<string> => (await world.test.ask('estimate-export', { query: request.query, format: request.format }, BEN)).lane;
    expect([immediateRows > 0, await lane()]).toEqual([true, 'immediate']);

    await world.test.ask('save-settings', { version, policy, account: { ...account, immediateRows: 0 } }, ADMIN);
    expect(await lane()).toBe('background');

    const { immediateRows: _none, ...rest } = (await world.test.ask('get-settings', {}, ADMIN)).account;
    await world.test.ask('save-settings', { version: version + 1, policy, account: rest }, ADMIN);
    expect(await lane()).toBe('immediate');
  });

  it('shorten how long a file is kept, are kept when a save does not name them, and are refused when they are none (S0.16)', async () => {
    const { policy, account, version } = await world.test.ask('get-settings', {}, ADMIN);
    await world.test.ask('save-settings', { version, policy, account: { ...account, retentionDays: 2, mailDomains: ['acme.example'] } }, ADMIN);
    const { job } = await world.test.ask('start-export', world.request(), BEN);
    if (job.state !== 'ready') throw new Error(`the export is ${job.state}`);

    expect(Math.round((Date.parse(job.expiresAt) - Date.parse(job.finishedAt)) / 86_400_000)).toBe(2);
    await world.test.ask('save-settings', { version: version + 1, policy }, ADMIN);
    expect(await world.test.ask('get-settings', {}, BEN)).toMatchObject({ mayChange: false, account: { retentionDays: 2, mailDomains: ['acme.example'] } });
    const wrong = await world.test.call('save-settings', { version: version + 2, policy, account: { ...account, mailDomains: ['not a domain'] } }, ADMIN);
    expect(wrong.reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
  });
});
