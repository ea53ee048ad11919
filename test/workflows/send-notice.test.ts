import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Execution } from '../../sandbox/hubspot/workflows/create-runner.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { readPeople } from '../../src/hubspot/index.ts';
import { eraseContact } from '../../src/privacy/index.ts';
import { eventually } from '../support/eventually.ts';
import { installApp } from '../support/install-app.ts';
import { CARD_ORIGIN, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const ACME = 4_711_001;
const PORTAL = PortalId.parse(String(ACME));
const SAM = 'sam.seller@acme.example';
let world: TestHubSpot;
let test: TestApp;
beforeAll(async () => {
  world = await startTestHubSpot(20);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test, { portalId: String(ACME) });
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

const NOTICE = { to: 'person', person: SAM, subject: 'A large order', text: 'Please call them.' };

function notify(inputFields: Record<string, string>, change: { callbackId?: string; objectId?: number; objectType?: string } = {}): Promise<Execution> {
  const path = '/workflow-actions/send-notice';
  return world.hubspot.workflows.enrol({ portalId: ACME, objectType: 'COMPANY', objectId: 77, inputFields, actionUrl: `${CARD_ORIGIN}${path}`, deliverTo: `${test.origin}${path}`, ...change });
}

function stored(): Promise<{ state: string; recipient: string }[]> {
  return test.app.context.database.inPortal(PORTAL, (tx) => tx.message.findMany({ select: { state: true, recipient: true } }));
}

/** Not before all are mailed: what is on its way would be counted in the next test. */
async function forgetAll(): Promise<void> {
  await eventually(async () => (await stored()).every(({ state }) => state !== 'pending' && state !== 'sending'));
  await test.app.context.database.inPortal(PORTAL, (tx) => tx.message.deleteMany({}));
}

describe('a workflow that sends a notice', () => {
  it('writes once to a person of the account, with a link to the record, however often HubSpot calls (W2, T56)', async () => {
    const before = test.mail.mails.length;
    const first = await notify(NOTICE);
    const { callbackId } = first;
    await Promise.all([notify(NOTICE, { callbackId }), notify(NOTICE, { callbackId })]);
    await eventually(() => test.mail.mails.length > before);
    await eventually(async () => (await stored()).every(({ state }) => state === 'sent'));

    expect(first).toMatchObject({ state: 'done', outputs: { status: 'ready', recipients: '1' } });
    const mails = test.mail.mails.slice(before);
    expect(mails).toMatchObject([{ envelopeTo: [SAM], subject: 'A large order' }]);
    expect(mails[0]!.text).toContain('Please call them.');
    expect(mails[0]!.html).toContain(`/contacts/${ACME}/record/0-2/77`);
    const audit = await test.ask('list-audit', { limit: 20 });
    expect(JSON.stringify(audit)).toContain('message.sent');
    await forgetAll();
  });

  it('stands in the inbox of whoever it is for and of nobody else, also where the mail does not go out, and page by page (S0.13, T13)', async () => {
    const sam = { portalId: String(ACME), userId: '501', userEmail: SAM };
    const others = [{ ...sam, userId: '502', userEmail: 'ben@acme.example' }, { ...sam, portalId: '4711002' }];
    await installApp(test, { portalId: '4711002' });
    test.mail.behave('take-and-cut');
    await notify({ ...NOTICE, text: 'Please call them.\n<b>Now</b>' });
    await eventually(async () => (await stored())[0]?.state === 'uncertain');
    test.mail.behave('take');
    const first = await test.ask('list-messages', {}, sam);
    await test.app.context.database.inPortal(PORTAL, (tx) => tx.message.createMany({ data: Array.from({ length: 24 }, (_, at) => ({
      id: randomUUID(), portalId: BigInt(ACME), sender: 'workflow:7', recipientId: '501', recipient: SAM, subject: `No. ${at}`, body: 'x', objectTypeId: '0-2', objectId: '77', state: 'sent', createdAt: new Date(Date.now() - (at + 1) * 60_000),
    })) }));
    const newest = await test.ask('list-messages', {}, sam);
    const rest = await test.ask('list-messages', { before: newest.messages.at(-1)!.id }, sam);

    expect(first).toMatchObject({ older: false, messages: [{ subject: 'A large order', text: 'Please call them.\n<b>Now</b>', mail: 'uncertain', recordUrl: expect.stringContaining(`/contacts/${ACME}/record/0-2/77`), workflowId: expect.stringMatching(/^\d+$/) }] });
    expect([newest.messages.length, newest.older, rest.messages.length, rest.older]).toEqual([20, true, 5, false]);
    expect(new Set([...newest.messages, ...rest.messages].map(({ id }) => id)).size).toBe(25);
    for (const other of others) {
      expect(await test.ask('list-messages', {}, other)).toEqual({ messages: [], older: false });
      // An id of somebody else leads nowhere, as one that never was.
      expect(await test.ask('list-messages', { before: newest.messages[0]!.id }, other)).toEqual(await test.ask('list-messages', { before: randomUUID() }, other));
    }
    await forgetAll();
  });

  it('shows what a record brought as text: no markup, no header, no link that is not ours (T54, T55)', async () => {
    const before = test.mail.mails.length;
    await notify({ ...NOTICE, subject: 'Hi\r\nBcc: eve@other.example', text: '<img src=x onerror=alert(1)>\nhttps://evil.example/login' });
    await eventually(() => test.mail.mails.length > before);

    const mail = test.mail.mails.at(-1)!;
    expect(mail.envelopeTo).toEqual([SAM]);
    expect(mail.headerNames).not.toContain('bcc');
    expect(mail.html).not.toMatch(/<img|https:\/\/evil/);
    expect(mail.text).not.toContain('https://evil.example');
    await forgetAll();
  });

  it('writes to nobody outside the account, whatever address a field holds (T56)', async () => {
    for (const person of ['eve@other.example', `${SAM}, eve@other.example`, `"x" <${SAM}>`, '']) {
      const execution = await notify({ ...NOTICE, person });
      expect(execution, person).toMatchObject({ state: 'failed', outputs: { message: expect.stringContaining('no active user of this HubSpot account') } });
    }
    expect(await stored()).toEqual([]);
  });

  it('finds the approvers and the record’s owner, and says so when it has none', async () => {
    const people = await readPeople(test.app.context.hubspot, { portalId: PORTAL, lane: 'person', signal: AbortSignal.timeout(20_000) });
    const own = (owner: string) => world.query(`update hubspot.records set properties = jsonb_set(properties, '{hubspot_owner_id}', $2) where portal_id = ${ACME} and object_type = '0-2' and id = $1`, [world.special.companyId, JSON.stringify(owner)]);
    const owner = () => notify({ ...NOTICE, to: 'owner' }, { objectId: Number(world.special.companyId) });

    const approvers = await notify({ ...NOTICE, to: 'approvers' });
    await own(people.find(({ email }) => email === SAM)!.ownerId);
    const owned = await owner();
    await own('');
    const ownerless = await owner();

    expect(approvers).toMatchObject({ state: 'done', outputs: { recipients: '1' } });
    expect(owned).toMatchObject({ state: 'done', outputs: { recipients: '1' } });
    expect(ownerless).toMatchObject({ state: 'failed', outputs: { message: expect.stringContaining('has no owner') } });
    await forgetAll();
  });

  it('keeps to the account’s mail domains', async () => {
    const { policy, account, version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { policy, account: { ...account, mailDomains: ['elsewhere.example'] }, version });

    const refused = await notify(NOTICE);

    const now = await test.ask('get-settings', {});
    await test.ask('save-settings', { policy, account, version: now.version });
    expect(refused).toMatchObject({ state: 'failed', outputs: { message: expect.stringContaining('allow no mail') } });
    expect(await stored()).toEqual([]);
  });

  it('stops after twenty messages to one person in an hour, and the workflow goes on (W2)', async () => {
    for (let count = 0; count < 20; count += 1) expect((await notify(NOTICE)).state).toBe('done');

    expect(await notify(NOTICE)).toMatchObject({ state: 'failed', outputs: { message: expect.stringContaining('already got 20 messages') } });
    expect(await stored()).toHaveLength(20);
    await forgetAll();
  });

  it('shows a mail as uncertain when its fate is, and does not send it again (F17)', async () => {
    const cut = { ...NOTICE, subject: 'Cut off' };
    test.mail.behave('take-and-cut');
    await notify(cut);
    await eventually(async () => (await stored())[0]?.state === 'uncertain');
    test.mail.behave('take');

    expect(test.mail.mails.filter(({ subject }) => subject === cut.subject)).toHaveLength(1);
    await forgetAll();
  });

  it('keeps nothing of what it wrote about a contact that is erased for privacy (T63)', async () => {
    await notify(NOTICE, { objectType: 'CONTACT', objectId: 4_242 });

    await eraseContact(test.app.context, { portalId: PORTAL, contactId: '4242' });

    expect(await stored()).toEqual([]);
  });
});
