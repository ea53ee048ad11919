import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { describe, expect, it, vi } from 'vitest';
import { SELECTION_LIMIT, SELECTION_PAGE } from '#contract';
import { ActionFrame } from '../../hubspot-project/app/actions/components/action-frame.tsx';
import { ExportSelection } from '../../hubspot-project/app/actions/components/export-selection.tsx';
import { IDS_PER_CALL, MOST_RECORDS } from '../../hubspot-project/app/actions/selection/limits.ts';
import { readSelected } from '../../hubspot-project/app/actions/selection/read-selected.ts';
import type { Selected } from '../../hubspot-project/app/actions/selection/read-selected.ts';
import { fakeBackend, ORIGIN, type FakeBackend } from './support/fake-backend.ts';
import { mountSurface } from './support/mount-surface.tsx';
import { contacts, jobs, orders, sourceDown } from './support/samples.ts';

const selectable = { ...contacts, title: 'All contacts', rowType: '0-1', capabilities: { ...contacts.capabilities, export: true }, related: ['hubspot:deals@related'] };
const related = { id: 'hubspot:deals@related', title: 'Deals', sourceTitle: 'HubSpot', columns: contacts.columns, defaultColumns: contacts.defaultColumns };

function bulkBackend(): FakeBackend {
  const backend = fakeBackend();
  backend.answer('list-tables', () => ({ tables: [orders, selectable], related: [related], actions: [], problems: [] }));
  backend.answer('add-to-selection', ({ ids, page, pages }) => ({ records: ids.length, complete: page === pages - 1 }));
  backend.answer('estimate-export', () => ({ rows: 3, bytes: 400, seconds: 1, apiCalls: 1, lane: 'immediate' }));
  backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
  return backend;
}

function renderAction(selected: Selected, backend: FakeBackend, language = 'en') {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('hsFetch', backend.fetch);
  const renderer = createRenderer('crm.bulkActions');
  const { actions, context } = renderer.mocks;
  Object.assign(context, { variables: { API_ORIGIN: ORIGIN }, user: { ...context.user, locale: language, language } });
  return mountSurface(renderer, <ActionFrame context={context} actions={actions}><ExportSelection selected={selected} /></ActionFrame>, backend);
}

const contactsSelected = (objectIds: Selected['objectIds']): Selected => ({ objectTypeId: '0-1', objectIds });

describe('the action on selected records', () => {
  it('says how many are selected and what it costs before anything starts, then starts one export of just them (B1, S0.3)', async () => {
    const backend = bulkBackend();
    const action = renderAction(contactsSelected([11, '12', 13, 12]), backend);
    await action.has('start');
    await action.until(() => expect(action.text('start')).toBe('Export 3 records'));

    expect(action.wholeText()).toContain('3 selected contacts');
    expect(action.text('estimate')).toBe('about 1 KB · about 1 s · right now');
    action.click('start');
    action.click('start');
    await action.has('started');

    const [sent] = backend.sent('add-to-selection');
    expect(sent).toMatchObject({ objectTypeId: '0-1', page: 0, pages: 1, ids: ['11', '12', '13'] });
    expect(backend.sent('start-export')).toMatchObject([{ query: { tableId: 'hubspot:contacts@portal', selection: sent!.selectionId, record: { objectTypeId: '0-1', objectId: '11' } } }]);
  });

  it('joins what belongs to each record as sheets of one workbook', async () => {
    const backend = bulkBackend();
    const action = renderAction(contactsSelected([11]), backend);
    await action.has('related');

    action.fire('related', 'onChange', ['hubspot:deals@related']);
    await action.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ format: 'xlsx', joined: { layout: 'sheets', tables: [{ tableId: 'hubspot:deals@related' }] } }));
    expect(action.get('format').props['readOnly']).toBe(true);
  });

  it('asks once more, with the number, before an export of many (S0.27)', async () => {
    const backend = bulkBackend();
    backend.answer('estimate-export', () => ({ rows: 12_000, bytes: 900_000, seconds: 20, apiCalls: 120, lane: 'background', approval: 'Exports of more than 10,000 rows have to be approved.' }));
    const action = renderAction(contactsSelected([11]), backend);
    await action.until(() => expect(action.text('start')).toBe('Export 12,000 records'));

    expect(action.text('approval')).toContain('Your click asks for the approval');
    action.click('start');
    await action.has('confirm');
    expect(backend.sent('start-export')).toEqual([]);
    action.click('start');
    await action.has('started');
  });

  it('hands over 100,000 records in calls far below HubSpot’s megabyte, and goes on after one that failed (B1)', async () => {
    const backend = bulkBackend();
    backend.answer('add-to-selection', ({ ids, page, pages }, count) => (count === 3 ? { ok: false, error: sourceDown } : { records: ids.length, complete: page === pages - 1 }));
    const action = renderAction(contactsSelected(Array.from({ length: 100_000 }, (_, at) => 900_000_000_000 + at)), backend);
    await action.has('not-sent');

    action.click('not-sent-try-again');
    await action.has('start');

    const sent = backend.sent('add-to-selection');
    expect(Math.max(...sent.map((one) => JSON.stringify(one).length))).toBeLessThan(500_000);
    expect(new Set(sent.map(({ selectionId }) => selectionId)).size).toBe(1);
    expect(new Set(sent.flatMap(({ ids }) => ids)).size).toBe(100_000);
  });

  it('has nothing to start without records, with too many, or with a kind it does not know (B1)', async () => {
    const backend = bulkBackend();
    const [none, many, other] = [contactsSelected([]), contactsSelected(Array.from({ length: 100_001 }, (_, at) => at + 1)), { objectTypeId: '2-77', objectIds: [1] }].map((selected) => renderAction(selected, backend));

    await none!.has('nothing-selected');
    await many!.has('too-many');
    await other!.has('wrong-type');
    expect(backend.sent('add-to-selection')).toEqual([]);
  });

  it('speaks German', async () => {
    const backend = bulkBackend();
    backend.answer('estimate-export', () => ({ rows: 1, bytes: 400, seconds: 1, apiCalls: 1, lane: 'immediate' }));
    const action = renderAction(contactsSelected([11]), backend, 'de');
    await action.until(() => expect(action.text('start')).toBe('1 Datensatz exportieren'));

    expect(action.wholeText()).toContain('1 ausgewählter Kontakt');
  });
});

describe('what HubSpot hands over', () => {
  it('counts what names no record, and takes each record once, as text or as number (B1)', () => {
    expect(readSelected(contactsSelected([7, '7', 2 ** 60, 'abc', -1, 1.5, '0']))).toEqual({ kind: 'records', objectTypeId: '0-1', ids: ['7'], unreadable: 5 });
  });

  it('is cut by the limits the backend has', () => {
    expect({ IDS_PER_CALL, MOST_RECORDS }).toEqual({ IDS_PER_CALL: SELECTION_PAGE, MOST_RECORDS: SELECTION_LIMIT });
  });

  it('comes to an entry file that is there', () => {
    const meta = JSON.parse(readFileSync(join(import.meta.dirname, '../../hubspot-project/app/actions/bulk-export-hsmeta.json'), 'utf8')) as { config: { entrypoint: string } };

    expect(readFileSync(join(import.meta.dirname, '../../hubspot-project', meta.config.entrypoint), 'utf8')).toContain("hubspot.extend<'crm.bulkActions'>");
  });
});
