import { describe, expect, it } from 'vitest';
import type { PreviewPropertyRequest, PreviewPropertyResponse } from '#contract';
import { fakeBackend, type FakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { actions, orders } from './support/samples.ts';

const ACTION = { runs: 'form', name: 'set-property', title: 'Set HubSpot property', place: 'row', form: 'set-property' } as const;

function answer({ column, property }: PreviewPropertyRequest): PreviewPropertyResponse {
  const base = {
    values: [{ column: 'number', title: 'Order', value: 'O-3' }, { column: 'status', title: 'Status', value: 'open' }],
    properties: [{ name: 'customer_number', label: 'Customer number' }, ...(column === undefined ? [{ name: 'renewal', label: 'Renewal' }] : [])],
  };
  return column === undefined || property === undefined ? base : { ...base, change: { label: 'Customer number', before: 'K-1', after: 'O-3', holds: 'K-1', same: false } };
}

function backendWithAction(): FakeBackend {
  const backend = fakeBackend();
  backend.answer('list-tables', () => ({ tables: [orders], related: [], actions: [...actions, ACTION], problems: [] }));
  backend.answer('preview-property', answer);
  backend.answer('run-action', ({ input }) => (input !== undefined && 'undo' in input
    ? { message: '“Customer number” is K-1 again.', refresh: false, recordChanged: true }
    : { message: '“Customer number” changed: K-1 → O-3', refresh: false, recordChanged: true, undo: 'token-of-the-change' }));
  return backend;
}

async function openForm(backend: FakeBackend) {
  const card = renderCard('tab', backend);
  await card.has('data-table');
  card.fire('set-property-O-3', 'onOpen', undefined);
  await card.has('set-property-O-3-value');
  return card;
}

describe('setting a property from a row', () => {
  it('asks for value and property, shows before and after, sends once and offers to take it back', async () => {
    const backend = backendWithAction();
    const card = await openForm(backend);
    expect(card.get('set-property-O-3-yes').props['disabled']).toBe(true);
    card.fire('set-property-O-3-value', 'onChange', 'number');
    await card.until(() => expect(card.get('set-property-O-3-target').props['options']).toEqual([{ value: 'customer_number', label: 'Customer number' }]));
    card.fire('set-property-O-3-target', 'onChange', 'customer_number');
    await card.has('set-property-O-3-change');
    expect(card.text('set-property-O-3-change')).toContain('K-1');

    card.click('set-property-O-3-yes');
    await card.has('action-undo');
    expect(card.text('action-done')).toContain('“Customer number” changed: K-1 → O-3');
    card.click('action-undo');
    await card.until(() => expect(backend.sent('run-action')).toHaveLength(2));

    const [set, undo] = backend.sent('run-action');
    expect(set).toMatchObject({ name: 'set-property', rowKey: 'O-3', input: { column: 'number', property: 'customer_number', before: 'K-1' } });
    expect(undo).toMatchObject({ name: 'set-property', rowKey: 'O-3', input: { undo: 'token-of-the-change' } });
    expect(undo!.requestId).not.toBe(set!.requestId);
    await card.until(() => expect(card.maybe('action-undo')).toBeNull());
  });

  it('asks nothing before it is opened', async () => {
    const backend = backendWithAction();
    const card = renderCard('tab', backend);
    await card.has('data-table');

    expect(backend.sent('preview-property')).toEqual([]);
  });

  it('says why it cannot be done, and what to do', async () => {
    const backend = backendWithAction();
    backend.answer('preview-property', () => ({ ok: false, error: { code: 'hubspot.missing_scope', message: 'Siderail was not given access to this in HubSpot.', fix: 'Ask a HubSpot admin to connect Siderail again.', supportCode: 'AAAA-BBBB' } }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    card.fire('set-property-O-3', 'onOpen', undefined);

    await card.has('set-property-O-3-error');

    expect(card.text('set-property-O-3-error')).toContain('Ask a HubSpot admin to connect Siderail again.');
    expect(card.get('set-property-O-3-yes').props['disabled']).toBe(true);
  });
});
