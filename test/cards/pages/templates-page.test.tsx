import type { Job, Schedule, Template } from '../../../hubspot-project/app/packages/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { ExportPage } from '../../../hubspot-project/app/pages/exports/export-page.tsx';
import { TemplatesPage } from '../../../hubspot-project/app/pages/templates/templates-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';
import { jobId, jobs } from '../support/samples.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const template: Template = {
  id: ID, name: 'Open orders', shared: false, version: 3, mine: true, ownerEmail: 'sam.seller@acme.example', tableTitle: 'Orders', sourceTitle: 'ERP',
  definition: { query: { record: { objectTypeId: '0-2', objectId: '77' }, tableId: 'erp:orders@portal', columns: [], filters: [] }, format: 'xlsx' },
  columns: [{ key: 'id', title: 'ID' }], updatedAt: '2026-11-28T05:00:00.000Z',
};
const shared: Template = { ...template, id: OTHER, name: 'All invoices', shared: true, mine: false, ownerEmail: 'ada.admin@acme.example' };
const schedule: Schedule = {
  templateId: ID, timeZone: 'Europe/Berlin', next: ['2026-11-30T06:00:00.000Z'], last: [{ slot: '2026-11-27T06:00:00.000Z', state: 'started', jobId: null }],
  settings: { rule: { kind: 'weekly', days: [1, 5], at: '07:00' }, blackouts: [], missed: 'run', onlyChanged: null, paused: false },
};

const { ahead: _ahead, waiting: _waiting, ...queued } = jobs.queued(1) as Extract<Job, { state: 'queued' }>;
const heldJob: Job = { ...queued, state: 'held', approval: { why: 'Whole account', rows: 10, expiresAt: '2030-01-01T00:00:00.000Z' } };

function backendWith(templates: Template[], schedules: Schedule[] = []) {
  const backend = fakeBackend();
  backend.answer('list-templates', () => ({ templates }));
  backend.answer('list-schedules', () => ({ schedules, timeZone: 'Europe/Berlin' }));
  return backend;
}

describe('the app’s page of templates', () => {
  it('says of each what it is, when it runs in the portal’s zone and whose it is, and offers changes only to its owner (P2)', async () => {
    const page = renderPage(TemplatesPage, backendWith([shared, template], [schedule]));
    await page.has(`when-${ID}`);

    expect(page.text(`template-${ID}`)).toMatch(/Open orders.*Only you.*Orders · ERP · XLSX.*Every Mon, Fri at 07:00 \(Europe\/Berlin\).*Next, in your time: .*Last: .*started/);
    expect(page.text(`template-${OTHER}`)).toMatch(/All invoices.*Shared.*Shared by ada\.admin@acme\.example/);
    for (const what of ['share', 'schedule', 'remove']) expect(page.all().some(({ props }) => props['testId'] === `${what}-${OTHER}`), what).toBe(false);
  });

  it('starts one export for a click whose answer was lost and the next click (S0.18)', async () => {
    const backend = backendWith([template]);
    const lost = { ok: false as const, error: { code: 'internal' as const, message: 'Something went wrong.', fix: 'Try again.', supportCode: 'ABCD-EFGH' } };
    backend.answer('run-template', (_, count) => (count === 1 ? lost : { job: jobs.running(1, 10), link: null }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`run-${ID}`);

    await page.click(`run-${ID}`);
    await page.has(`problem-${ID}`);
    await page.click(`run-${ID}`);
    await page.until(() => expect(page.all().some(({ props }) => props['testId'] === `problem-${ID}`)).toBe(false));
    await page.click(`run-${ID}`);
    await page.until(() => expect(backend.sent('run-template')).toHaveLength(3));

    const [first, second, third] = backend.sent('run-template') as { requestId: string }[];
    expect(second).toEqual(first);
    expect(third!.requestId).not.toBe(first!.requestId);
  });

  it('says so when an export has to be approved first, and shares without taking other columns (S0.13)', async () => {
    const backend = backendWith([template]);
    backend.answer('run-template', () => ({ job: heldJob, link: null }));
    backend.answer('save-template', () => ({ template: { ...template, shared: true, version: 4 } }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`run-${ID}`);

    await page.click(`run-${ID}`);
    await page.until(() => expect(page.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'info', title: 'Open orders waits for approval' }));
    await page.click(`share-${ID}`);

    await page.until(() => expect(backend.sent('save-template')).toEqual([{ change: { templateId: ID, version: 3 }, name: 'Open orders', shared: true, from: { kind: 'unchanged' } }]));
  });

  it('sets a schedule, and shows the server’s words when the rule is wrong (S2.3)', async () => {
    const backend = backendWith([template]);
    backend.answer('save-schedule', (_, count) => (count === 1
      ? { ok: false, error: { code: 'request.invalid', message: 'That time is not known.', fix: 'Write it as 07:30.', supportCode: 'ABCD-EFGH' } } : { schedule }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`schedule-${ID}`);
    await page.click(`schedule-${ID}`);

    await page.has('schedule-save');
    await page.click('schedule-save');
    await page.has('schedule-error');
    expect(page.text('schedule-error-message')).toBe('That time is not known.');
    await page.click('schedule-save');
    await page.until(() => expect(page.all().some(({ props }) => props['testId'] === 'schedule-save')).toBe(false));

    expect(backend.sent('save-schedule')[1]).toEqual({ templateId: ID, settings: { rule: { kind: 'daily', at: '07:00' }, blackouts: [], missed: 'run', onlyChanged: null, paused: false } });
  });

  it('deletes only after a second press, and says how to begin when there is none', async () => {
    const backend = backendWith([template]);
    let there = true;
    backend.answer('list-templates', () => ({ templates: there ? [template] : [] }));
    backend.answer('delete-template', () => { there = false; return { deleted: true }; });
    const page = renderPage(TemplatesPage, backend, { language: 'de' });
    await page.has(`remove-${ID}`);

    await page.click(`remove-${ID}`);
    await page.has(`remove-now-${ID}`);
    expect(backend.sent('delete-template')).toEqual([]);
    await page.click(`remove-now-${ID}`);

    await page.until(() => expect(page.wholeText()).toContain('„Als Vorlage speichern“'));
  });
});

describe('the page of one export', () => {
  it('saves what it was made of as a template (P2)', async () => {
    const backend = fakeBackend();
    backend.answer('get-job', () => ({ job: jobs.ready(3) }));
    backend.answer('save-template', () => ({ template }));
    const page = renderPage(ExportPage, backend, { params: { id: jobId(3) } });
    await page.has('save-as-template');

    await page.click('save-as-template');
    await page.has('template-save');
    await page.click('template-save');

    await page.until(() => expect(backend.sent('save-template')).toMatchObject([{ shared: false, from: { kind: 'export', jobId: jobId(3) } }]));
  });
});
