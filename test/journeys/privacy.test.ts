import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableQuery } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { eraseAgainJob, eraseContact } from '../../src/privacy/index.ts';
import { everythingStored } from '../support/everything-stored.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const portalId = PortalId.parse(SAM.portalId);
const NAME = 'Zyxanthe';
const EMAIL = 'zyxanthe.canary@acme.example';

let world: TestHubSpot;
let test: TestApp;
let contactId: string;
let passed: (point: string) => void = () => undefined;
beforeAll(async () => {
  world = await startTestHubSpot(1_200);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, settings: { immediateRows: 0 }, overrides: () => ({ crashPoint: (point) => passed(point) }) });
  await installApp(test);
  contactId = String(world.special.contactId);
  await world.query(`update hubspot.records set properties = properties || jsonb_build_object('firstname', $2::text, 'email', $3::text) where portal_id = 4711001 and object_type = '0-1' and id = $1`, [contactId, NAME, EMAIL]);
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

async function begin(query: Partial<TableQuery>): Promise<string> {
  const record = { objectTypeId: '0-2' as const, objectId: String(world.special.companyId) };
  const { job } = await test.ask('start-export', { requestId: randomUUID(), format: 'csv', query: { record, tableId: 'hubspot:contacts@portal', columns: [], filters: [], ...query } });
  return job.id;
}

const removeInHubSpot = (): Promise<unknown> => world.query(`delete from hubspot.records where portal_id = 4711001 and object_type = '0-1' and id = $1`, [contactId]);

describe('a contact that HubSpot deletes for privacy', () => {
  it('is in no table, staged row, file, link or audit line any more, and no unfinished export brings it back (T63, F46, G24)', async () => {
    const finished = await begin({});
    const ofCompany = await begin({ tableId: 'hubspot:contacts@record' });
    const ofContact = await begin({ record: { objectTypeId: '0-1', objectId: contactId }, tableId: 'hubspot:deals@record' });
    const deals = await begin({ tableId: 'hubspot:deals@portal' });
    await Promise.all([finished, ofCompany, ofContact, deals].map((id) => jobIn(test, id, 'ready')));
    const { url } = await test.ask('create-link', { jobId: finished });
    expect(await downloadText(test, url)).toContain(EMAIL);
    const { colleagues } = await test.ask('list-colleagues', { search: '' });
    await test.ask('share-export', { requestId: randomUUID(), jobId: ofCompany, userId: colleagues[0]!.userId, note: `All but ${NAME}` });
    await test.app.context.database.inPortal(portalId, (tx) => tx.auditEntry.create({
      data: { portalId: 4_711_001n, userId: '501', action: 'record.viewed', subject: contactId, details: { email: EMAIL } },
    }));
    const record = { objectTypeId: '0-1' as const, objectId: contactId };
    const { template } = await test.ask('save-template', { name: 'From there', shared: false, from: { kind: 'definition', definition: { format: 'csv', query: { record, tableId: 'hubspot:deals@portal', columns: [], filters: [] } } } });
    const before = await everythingStored(test);
    expect(before.filter(({ text }) => text.includes(NAME) || text.includes(EMAIL)).map(({ where }) => where)).toContain('public.jobs');

    // One more is read while the contact goes.
    world.hubspot.settings.latencyMs = 150;
    const erased = Promise.withResolvers<void>();
    passed = (point) => {
      if (point !== 'chunk-saved') return;
      passed = () => undefined;
      void removeInHubSpot().then(() => eraseContact(test.app.context, { portalId, contactId })).then(erased.resolve, erased.reject);
    };
    const running = await begin({});
    await erased.promise;
    world.hubspot.settings.latencyMs = 0;
    await test.app.context.database.inPortal(portalId, (tx) => tx.$executeRaw`update jobs set ready_at = clock_timestamp() where id = ${running}::uuid`);
    const anew = await jobIn(test, running, 'ready');

    const after = await everythingStored(test);
    expect(after.filter(({ text }) => text.includes(NAME) || text.includes(EMAIL)).map(({ where }) => where)).toEqual([]);
    // What is left of its number is the order for a second look.
    expect([...new Set(after.filter(({ text }) => new RegExp(`\\b${contactId}\\b`).test(text)).map(({ where }) => where))]).toEqual(['pgboss.job']);
    expect((await test.ask('get-job', { jobId: finished })).job).toMatchObject({ state: 'expired', withdrawn: expect.stringContaining('deleted for privacy') });
    expect((await test.ask('get-job', { jobId: ofCompany })).job.state).toBe('expired');
    expect((await test.ask('list-shares', { jobId: ofCompany })).shares).toEqual([]);
    expect((await test.call('get-job', { jobId: ofContact })).reply).toMatchObject({ ok: false, error: { code: 'job.unknown' } });
    expect((await test.ask('get-job', { jobId: deals })).job.state).toBe('ready');
    expect((await fetch(`${test.origin}${new URL(url).pathname}`, { method: 'POST' })).status).toBe(410);
    expect((await test.ask('list-templates', {})).templates.map(({ id }) => id)).toEqual([template.id]);
    expect(anew.rows).toBe(1_199);
    expect(anew.certificate.complete).toBe(true);
    const audit = await test.app.context.database.inPortal(portalId, (tx) => tx.auditEntry.findMany({ where: { action: 'privacy.contact-erased' } }));
    expect(audit.map(({ subject, details }) => ({ subject, details }))).toEqual([{ subject: 'contact', details: { deleted: 1, links: 0, withdrawn: 2, restarted: 1, clicks: 0 } }]);
  });

  it('may be told twice, late, early and of a portal that is not installed (T63, F46)', async () => {
    const { context } = test.app;

    await eraseContact(context, { portalId, contactId });
    await eraseContact(context, { portalId, contactId: '999999999999' });
    await eraseAgainJob.run(context, { portalId, contactId }, AbortSignal.timeout(10_000));
    await eraseContact(context, { portalId: PortalId.parse('4711002'), contactId });

    expect((await everythingStored(test)).filter(({ text }) => text.includes('4711002'))).toEqual([]);
  });
});
