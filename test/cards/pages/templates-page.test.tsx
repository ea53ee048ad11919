import type { Job, Schedule, Table, Template } from '../../../hubspot-project/app/packages/contract/index.ts';
import { describe, expect, it } from 'vitest';
import { NO_RECORD } from '#contract';
import { ExportPage } from '../../../hubspot-project/app/pages/exports/export-page.tsx';
import { TemplatesPage } from '../../../hubspot-project/app/pages/templates/templates-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';
import { columns, jobId, jobs, orders } from '../support/samples.ts';

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

/** The builder of a new template, in which the orders are chosen. */
async function newOrdersTemplate() {
  const backend = backendWith([]);
  backend.answer('list-tables', () => ({ tables: [{ ...orders, id: 'business:orders@portal', scope: 'portal' }], related: [], actions: [], problems: [] }));
  backend.answer('list-destinations', () => ({ destinations: [], admin: false }));
  backend.answer('save-template', () => ({ template }));
  const page = renderPage(TemplatesPage, backend);
  await page.has('new-template');
  await page.click('new-template');
  await page.has('builder-table');
  page.fire('builder-table', 'onChange', 'business:orders@portal');
  return { backend, page };
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

  it('asks for deleted and only linked records beside the changed rows, and not without them (S2.3, S0.16)', async () => {
    const backend = backendWith([template]);
    backend.answer('save-schedule', () => ({ schedule }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`schedule-${ID}`);
    await page.click(`schedule-${ID}`);
    await page.has('schedule-changed');
    expect(page.all().some(({ props }) => props['testId'] === 'schedule-reported')).toBe(false);

    page.fire('schedule-changed', 'onChange', true);
    await page.has('schedule-reported');
    page.fire('schedule-reported', 'onChange', true);
    await page.click('schedule-save');

    await page.until(() => expect(backend.sent('save-schedule')[0]?.settings?.onlyChanged).toEqual({ column: null, alsoReported: true }));
  });

  it('builds a template from a whole table: rows, columns in another order and under another name, further tables with rows and names of their own, as a country writes it, with its first rows beside (P2, S0.16)', async () => {
    const backend = backendWith([]);
    const whole: Table = { ...orders, id: 'business:orders@portal', scope: 'portal', title: 'All orders' };
    backend.answer('list-tables', () => ({ tables: [orders, whole, { ...whole, id: 'business:items@portal', title: 'All items' }], related: [], actions: [], problems: [] }));
    backend.answer('list-destinations', () => ({ destinations: [{ id: OTHER, name: 'Warehouse', kind: 'webhook', state: 'active', off: null, place: null, tells: true, last: null }], admin: false }));
    backend.answer('preview-sheet', ({ sheet }) => ({ columns: columns.slice(0, 1), rows: [{ key: '0', cells: [`row of ${sheet}`] }], ofRows: sheet === 0 ? null : 20 }));
    backend.answer('save-template', () => ({ template }));
    const page = renderPage(TemplatesPage, backend);
    await page.has('new-template');
    await page.click('new-template');
    await page.has('builder-table');
    expect((page.get('builder-table').props['options'] as { value: string }[]).map(({ value }) => value)).toEqual(['business:orders@portal', 'business:items@portal']);
    page.fire('builder-table', 'onChange', 'business:orders@portal');
    await page.has('up-amount');
    await page.has('preview-rows');
    await page.click('up-amount');
    await page.until(() => expect(page.get('builder-columns').props['value']).toEqual(['number', 'amount', 'status', 'ordered_on']));
    page.fire('title-amount', 'onInput', 'Betrag');
    page.fire('builder-add-filter', 'onClick');
    await page.has('filter-value-0');
    expect(page.get('builder-save').props['disabled']).toBe(true);
    page.fire('filter-value-0', 'onInput', 'A-1');
    await page.has('builder-joined');
    await page.until(() => expect(page.get('builder-save').props['disabled']).toBe(false));
    page.fire('builder-joined', 'onChange', ['business:items@portal']);
    await page.until(() => expect(page.get('builder-joined').props['value']).toEqual(['business:items@portal']));
    const items = 'business:items@portal-';
    page.fire(`${items}title-amount`, 'onInput', 'Preis');
    await page.until(() => expect(page.get(`${items}title-amount`).props['value']).toBe('Preis'));
    page.fire(`${items}builder-add-filter`, 'onClick');
    await page.has(`${items}filter-value-0`);
    expect(page.get('builder-save').props['disabled']).toBe(true);
    page.fire(`${items}filter-value-0`, 'onInput', 'B-2');
    await page.until(() => expect(page.get('builder-save').props['disabled']).toBe(false));
    await page.has('preview-sheet');
    expect(page.get('preview-sheet').props['options']).toEqual([{ value: '0', label: 'All orders' }, { value: '1', label: 'All items' }]);
    await page.until(() => expect(page.text('preview-rows')).toContain('row of 0'));
    page.fire('preview-sheet', 'onChange', '1');
    await page.until(() => expect(page.text('preview-rows')).toContain('row of 1'));
    expect(page.text('preview-of-rows')).toBe('What hangs on the first 20 rows of the first table.');
    await page.until(() => expect(backend.sent('preview-sheet').at(-1)).toMatchObject({ sheet: 1, titles: { amount: 'Betrag' }, joined: { tables: [{ tableId: 'business:items@portal', filters: [{ value: 'B-2' }], titles: { amount: 'Preis' } }] } }));
    await page.has('builder-deliver');
    page.fire('builder-deliver', 'onChange', [OTHER]);
    await page.until(() => expect(page.get('builder-deliver').props['value']).toEqual([OTHER]));
    await page.click('builder-save');

    await page.until(() => expect(backend.sent('save-template')).toHaveLength(1));
    const { from, name } = backend.sent('save-template')[0]!;
    expect(name).toBe('All orders');
    expect(from).toMatchObject({ kind: 'definition', definition: {
      query: { tableId: 'business:orders@portal', columns: ['number', 'amount', 'status', 'ordered_on'], filters: [{ value: 'A-1' }] }, format: 'xlsx',
      titles: { amount: 'Betrag' }, joined: { layout: 'sheets', tables: [{ tableId: 'business:items@portal', filters: [{ value: 'B-2' }], titles: { amount: 'Preis' } }] }, deliverTo: [OTHER],
    } });
    expect(backend.sent('view-table')[0]).toMatchObject({ pageSize: 20, query: { record: NO_RECORD, tableId: 'business:orders@portal' } });
  });

  it('takes “on or before” a day with all of that day, and “after” it without any, as the card does (S0.16, C2)', async () => {
    const { backend, page } = await newOrdersTemplate();
    await page.has('builder-add-filter');
    page.fire('builder-add-filter', 'onClick');
    await page.has('filter-column-0');
    page.fire('filter-column-0', 'onChange', 'changed_at');
    await page.until(() => expect((page.get('filter-operator-0').props['options'] as { value: string; label: string }[]).map(({ value, label }) => `${value} ${label}`)).toEqual(['gt is after', 'gte is on or after', 'lt is before', 'lte is on or before']));
    page.fire('filter-operator-0', 'onChange', 'lte');
    await page.until(() => expect(page.get('filter-operator-0').props['value']).toBe('lte'));
    page.fire('filter-value-0', 'onChange', { year: 2026, month: 2, date: 31 });
    await page.until(() => expect(page.get('builder-save').props['disabled']).toBe(false));
    expect(page.get('filter-value-0').props['value']).toEqual({ year: 2026, month: 2, date: 31 });
    await page.click('builder-save');
    await page.until(() => expect(backend.sent('save-template')).toHaveLength(1));

    expect(backend.sent('save-template')[0]!.from).toMatchObject({ definition: { query: { filters: [{ column: 'changed_at', operator: 'lte', value: new Date('2026-03-31T23:59:59.999').toISOString() }] } } });
  });

  it('moves the end of the day with the condition when that is chosen after the day', async () => {
    const backend = backendWith([{ ...template, definition: { ...template.definition, query: { ...template.definition.query, tableId: 'business:orders@portal', columns: ['number'], filters: [{ column: 'changed_at', operator: 'gte', value: new Date('2026-03-31T00:00:00').toISOString() }] } } }]);
    backend.answer('list-tables', () => ({ tables: [{ ...orders, id: 'business:orders@portal', scope: 'portal' }], related: [], actions: [], problems: [] }));
    backend.answer('list-destinations', () => ({ destinations: [], admin: false }));
    backend.answer('save-template', () => ({ template }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`change-${ID}`);
    await page.click(`change-${ID}`);
    await page.has('filter-operator-0');
    page.fire('filter-operator-0', 'onChange', 'gt');
    await page.until(() => expect(page.get('filter-operator-0').props['value']).toBe('gt'));
    await page.click('builder-save');
    await page.until(() => expect(backend.sent('save-template')).toHaveLength(1));

    expect(backend.sent('save-template')[0]!.from).toMatchObject({ definition: { query: { filters: [{ operator: 'gt', value: new Date('2026-03-31T23:59:59.999').toISOString() }] } } });
  });

  it('writes a CSV file as the person’s country does, or as programs want it, never a workbook (S0.16)', async () => {
    const { backend, page } = await newOrdersTemplate();
    await page.has('builder-format');
    const offered = page.all().some(({ props }) => props['testId'] === 'builder-locale');
    page.fire('builder-format', 'onChange', 'csv');
    await page.has('builder-locale');
    page.fire('builder-locale', 'onChange', 'fr-FR');
    await page.until(() => expect(page.get('builder-locale').props['value']).toBe('fr-FR'));
    page.fire('builder-locale', 'onChange', 'plain');
    await page.until(() => expect(page.get('builder-locale').props['value']).toBe('plain'));
    page.fire('builder-locale', 'onChange', 'de-DE');
    await page.until(() => expect(page.get('builder-locale').props['value']).toBe('de-DE'));
    await page.click('builder-save');

    await page.until(() => expect(backend.sent('save-template')).toHaveLength(1));
    expect(backend.sent('save-template')[0]!.from).toMatchObject({ definition: { format: 'csv', options: { locale: 'de-DE' } } });
    expect(offered).toBe(false);
  });

  it('closes days, and shows the next five runs of the rule before it is saved (S2.3)', async () => {
    const backend = backendWith([template], [schedule]);
    backend.answer('preview-schedule', ({ blackouts }) => ({ timeZone: 'Europe/Berlin', next: blackouts.length === 0 ? ['2026-12-24T06:00:00.000Z'] : ['2027-01-02T06:00:00.000Z', '2027-01-03T06:00:00.000Z'] }));
    backend.answer('save-schedule', () => ({ schedule }));
    const page = renderPage(TemplatesPage, backend);
    await page.has(`schedule-${ID}`);
    await page.click(`schedule-${ID}`);
    await page.has('next-runs');
    page.fire('closed-from', 'onChange', { year: 2026, month: 11, date: 24 });
    page.fire('closed-to', 'onChange', { year: 2027, month: 0, date: 1 });
    await page.until(() => expect(page.get('close-days').props['disabled']).toBe(false));
    await page.click('close-days');

    await page.until(() => expect(page.text('next-runs')).toContain('Jan 3'));
    expect(backend.sent('preview-schedule').at(-1)).toEqual({ rule: schedule.settings.rule, blackouts: [{ from: '2026-12-24', to: '2027-01-01' }] });
    await page.click('schedule-save');
    await page.until(() => expect(backend.sent('save-schedule')).toMatchObject([{ settings: { blackouts: [{ from: '2026-12-24', to: '2027-01-01' }] } }]));
  });

  it('shows further templates at a press where one answer does not hold all', async () => {
    const backend = backendWith([template]);
    backend.answer('list-templates', ({ after }) => (after === undefined ? { templates: [template], more: true } : { templates: [shared], more: false }));
    const page = renderPage(TemplatesPage, backend);
    await page.has('more-templates');
    await page.click('more-templates');

    await page.has(`template-${OTHER}`);
    expect(backend.sent('list-templates')).toEqual([{}, { after: ID }]);
    await page.until(() => expect(page.maybe('more-templates')).toBeNull());
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
