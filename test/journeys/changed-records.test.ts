import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filter, ScheduleSettings } from '#contract';
import { addChanges } from '../../src/changes/index.ts';
import type { RecordChange } from '../../src/changes/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Certificate } from '../../src/exports/index.ts';
import { wakeScheduleJob } from '../../src/schedules/index.ts';
import { installApp } from '../support/install-app.ts';
import { downloadText, jobIn } from '../support/numbers-app.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';
import { startTestHubSpot } from '../support/start-test-hubspot.ts';
import type { TestHubSpot } from '../support/start-test-hubspot.ts';

const portalId = PortalId.parse('4711001');
const COMPANIES = '0-2' as const;
const clock = { ms: 0 };
let world: TestHubSpot;
let test: TestApp;

beforeAll(async () => {
  world = await startTestHubSpot(60);
  test = await startTestApp({ hubspotApiUrl: world.apiUrl, hubspotAuthorizeUrl: world.authorizeUrl, overrides: () => ({ now: () => Date.now() + clock.ms }) });
  await installApp(test);
}, 60_000);
afterAll(async () => {
  await test?.close();
  await world?.close();
});

const settings = (onlyChanged: ScheduleSettings['onlyChanged'], rule: ScheduleSettings['rule'] = { kind: 'daily', at: '06:00' }): ScheduleSettings => ({ rule, blackouts: [], missed: 'run', onlyChanged, paused: false });

async function template(filters: Filter[] = []): Promise<string> {
  const query = { record: { objectTypeId: COMPANIES, objectId: String(world.special.companyId) }, tableId: 'hubspot:companies@portal', columns: ['name'], filters };
  const made = await test.ask('save-template', { name: `Companies ${randomUUID()}`, shared: false, from: { kind: 'definition', definition: { query, format: 'csv' } } });
  return made.template.id;
}

/** Lets the schedule's next slot come, and gives the file's lines and its certificate. */
async function nextRun(templateId: string): Promise<{ rows: string[][]; certificate: Certificate }> {
  const own = async () => (await test.ask('list-schedules', {})).schedules.find((one) => one.templateId === templateId)!;
  const nextAt = (await own()).next[0]!;
  clock.ms = Date.parse(nextAt) + 1_000 - Date.now();
  await wakeScheduleJob.run(test.app.context, { portalId, templateId, nextAt }, new AbortController().signal);
  const { jobId } = (await own()).last[0]!;
  await jobIn(test, jobId!, 'ready', 60_000);
  const { url } = await test.ask('create-link', { jobId: jobId! });
  const certificate = (await (await fetch(`${test.origin}${new URL(url).pathname}/certificate`)).json()) as Certificate;
  return { rows: parse(await downloadText(test, url), { bom: true }) as string[][], certificate };
}

/** What HubSpot reported of these companies after the last run. */
async function reported(changes: readonly (Pick<RecordChange, 'objectId' | 'state'> & { readonly linked?: boolean })[], objectTypeId: string = COMPANIES): Promise<void> {
  const changedAt = Date.now() + clock.ms + 3_600_000;
  await test.app.context.database.inPortal(portalId, (tx) => addChanges(tx, portalId, changes.map(({ objectId, state, linked }) => ({ objectTypeId, objectId, changedAt, linkedAt: linked === true ? changedAt : null, state, events: 1 }))));
}

async function companies(): Promise<{ id: string; name: string }[]> {
  return world.query<{ id: string; name: string }>(`select id::text, properties->>'name' as name from hubspot.records where portal_id = 4711001 and object_type = '0-2' and archived_at is null order by records.id`);
}

describe('an export of what changed in HubSpot', () => {
  it('tells changed, only linked and deleted records apart, each once, and says how each was looked for (S0.16, D5, D10)', async () => {
    const all = await companies();
    const [edited, linked, both, deleted, merged, erased, old] = all.slice(-7) as [typeof all[0], typeof all[0], typeof all[0], typeof all[0], typeof all[0], typeof all[0], typeof all[0]];
    const templateId = await template();
    await test.ask('save-schedule', { templateId, settings: settings({ column: null, alsoReported: true }) });

    const first = await nextRun(templateId);
    expect(first.rows[0]).toEqual(['Change', 'Record ID', 'Company name']);
    expect(first.rows.slice(1)).toEqual(all.map(({ id, name }) => ['changed', id, name]));

    const later = new Date(Date.now() + clock.ms + 3_600_000).toISOString();
    await world.query(`update hubspot.records set updated_at = $1::timestamptz, properties = properties || jsonb_build_object('hs_lastmodifieddate', $1::text) where portal_id = 4711001 and id = any ($2)`, [later, [edited.id, both.id]]);
    await world.query(`update hubspot.records set archived_at = now() where portal_id = 4711001 and id = any ($1)`, [[deleted.id]]);
    await world.query(`delete from hubspot.records where portal_id = 4711001 and id = any ($1)`, [[merged.id, erased.id]]);
    await reported([
      { objectId: linked.id, state: 'present', linked: true }, { objectId: both.id, state: 'present', linked: true }, { objectId: edited.id, state: 'present' },
      { objectId: deleted.id, state: 'gone' }, { objectId: merged.id, state: 'gone', linked: true }, { objectId: erased.id, state: 'erased', linked: true },
    ]);
    await reported([{ objectId: old.id, state: 'present', linked: true }], '0-1');
    const second = await nextRun(templateId);

    expect(second.rows.slice(1)).toEqual([
      ['changed', edited.id, edited.name], ['changed', both.id, both.name], ['linked', linked.id, linked.name], ['deleted', deleted.id, deleted.name], ['deleted', merged.id, ''],
    ]);
    expect(second.certificate).toMatchObject({ complete: true, rows: { written: 5, skipped: 0 } });
    const { consistency, name } = second.certificate.sheets[0]!.strategy as { consistency: string; name: string };
    expect(name).toContain('then reported changes');
    for (const kind of ['“changed”', '“linked”', '“deleted”', 'did not report']) expect(consistency).toContain(kind);
  }, 120_000);

  it('judges linked and deleted records by the template’s filters, and names none that it cannot judge', async () => {
    const [one, other, gone] = (await companies()).slice(0, 3);
    const templateId = await template([{ column: 'name', operator: 'eq', value: one!.name }]);
    await test.ask('save-schedule', { templateId, settings: settings({ column: null, alsoReported: true }) });
    await nextRun(templateId);

    await world.query(`update hubspot.records set archived_at = now() where portal_id = 4711001 and id = $1`, [one!.id]);
    await world.query(`delete from hubspot.records where portal_id = 4711001 and id = $1`, [gone!.id]);
    await reported([{ objectId: one!.id, state: 'gone' }, { objectId: other!.id, state: 'present', linked: true }, { objectId: gone!.id, state: 'gone' }]);
    const { rows } = await nextRun(templateId);

    expect(rows.slice(1)).toEqual([['deleted', one!.id, one!.name]]);
  }, 120_000);

  it('is refused where nobody reports, and where a month outlasts what is kept', async () => {
    const templateId = await template();
    for (const refused of [settings({ column: 'createdate', alsoReported: true }), settings({ column: null, alsoReported: true }, { kind: 'monthly', day: 1, at: '06:00' })]) {
      expect((await test.call('save-schedule', { templateId, settings: refused })).reply).toMatchObject({ ok: false, error: { code: 'request.invalid' } });
    }
  });
});
