import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RunActionRequest } from '#contract';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { DEFAULT_POLICY } from '../../src/policies/index.ts';
import { installApp } from '../support/install-app.ts';
import { SAM, startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const OTHER = { ...SAM, userId: '502', userEmail: 'ada.admin@acme.example' };
const UPLOAD = { method: 'POST', path: '^/files/' };
let world: TestHubSpot;
let test: TestApp;
let record: RunActionRequest['record'];

beforeAll(async () => {
  world = await startTestHubSpot(2_600);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl });
  await installApp(test);
  record = { objectTypeId: '0-2', objectId: String(world.special.companyId) };
});
afterEach(() => {
  world.hubspot.settings.faults = [];
});
afterAll(async () => {
  await test?.close();
  await world?.close();
});

function click(tableId = 'hubspot:deals@record'): RunActionRequest {
  return { requestId: randomUUID(), name: 'attach-file', record, query: { record, tableId, columns: [], filters: [] } };
}

type Note = { body: string; attached: string };
async function notes(): Promise<Note[]> {
  return world.query<Note>(`select properties ->> 'hs_note_body' as body, properties ->> 'hs_attachment_ids' as attached from hubspot.records where portal_id = 4711001 and object_type = '0-46' and properties ? 'hs_attachment_ids' order by id`);
}

async function files(): Promise<{ id: string; name: string; folder: string; access: string; bytes: number }[]> {
  return world.query('select id::text, name, folder, access, bytes from hubspot.files order by id');
}

describe('Attach as file', () => {
  it('puts the table as a private file behind one note on the record, however often the click arrives (S0.22, F15)', async () => {
    const request = click();
    const answers = await Promise.all([test.ask('run-action', request), test.ask('run-action', request)]);

    const [file, ...more] = await files();
    const [note, ...others] = await notes();
    expect([more, others]).toEqual([[], []]);
    expect(file).toMatchObject({ folder: '/siderail', access: 'PRIVATE', name: expect.stringMatching(/^deals-of-.*\.xlsx$/i) });
    expect(note).toMatchObject({ attached: file!.id, body: expect.stringContaining('12 rows') });
    expect(answers[0].message).toBe(`12 rows attached as a file: ${file!.name}`);
    const { jobs: [job] } = await test.ask('list-jobs', {});
    expect(job).toMatchObject({ state: 'ready', rows: 12, bytes: file!.bytes });
    expect(note!.body).toContain(job!.state === 'ready' ? job!.certificate.sha256 : 'ready');
    expect(await test.ask('list-audit', { limit: 1, action: 'file.attached' })).toMatchObject({ entries: [{ action: 'file.attached' }] });
  });

  it('makes no second file and no second note when HubSpot’s answers get lost (F19)', async () => {
    const before = { files: (await files()).length, notes: (await notes()).length };
    world.hubspot.settings.faults = [
      { match: UPLOAD, then: 'reset-after', times: 1 },
      { match: { method: 'POST', path: '/notes$' }, then: 'reset-after', times: 1 },
    ];
    await test.ask('run-action', click('hubspot:contacts@record'));

    expect({ files: (await files()).length, notes: (await notes()).length }).toEqual({ files: before.files + 1, notes: before.notes + 1 });
  });

  it('of a table that is too large is refused before anything is made', async () => {
    const before = (await files()).length;
    const { reply } = await test.call('run-action', click('hubspot:contacts@portal'));

    expect(reply).toMatchObject({ ok: false, error: { code: 'request.too_large', fix: expect.stringContaining('use Export') } });
    expect((await files()).length).toBe(before);
    expect((await test.ask('list-jobs', {})).jobs.some(({ title }) => title.startsWith('All '))).toBe(false);
  });

  it('is refused to whoever may not export, or only with approval (T17)', async () => {
    const { version } = await test.ask('get-settings', {});
    await test.ask('save-settings', { version, policy: { ...DEFAULT_POLICY, rules: [{ about: 'export', who: { kind: 'everybody' }, connection: 'hubspot', table: 'deals', scope: null, effect: 'approve' }, { about: 'export', who: { kind: 'everybody' }, connection: 'hubspot', table: 'tickets', scope: null, effect: 'deny' }] } });
    const approved = await test.call('run-action', click(), OTHER);
    const denied = await test.call('run-action', click('hubspot:tickets@record'), OTHER);
    await test.ask('save-settings', { version: version + 1, policy: DEFAULT_POLICY });

    for (const { reply } of [approved, denied]) expect(reply).toMatchObject({ ok: false, error: { code: 'access.refused' } });
  });

  it('without the permission for files says so and how to get it (H8)', async () => {
    const portal = PortalId.parse('4711001');
    const { scopes } = await test.app.context.database.inPortal(portal, (tx) => tx.install.findFirstOrThrow({ select: { scopes: true } }));
    const grant = (values: string[]): Promise<unknown> => test.app.context.database.inPortal(portal, (tx) => tx.install.updateMany({ data: { scopes: values } }));
    await grant(scopes.filter((scope) => scope !== 'files'));
    const { reply } = await test.call('run-action', click());
    await grant(scopes);

    expect(reply).toMatchObject({ ok: false, error: { code: 'hubspot.missing_scope', fix: expect.stringContaining('/oauth/') } });
  });
});
