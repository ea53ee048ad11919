import { describe, expect, it } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { columns, orders } from './support/samples.ts';
import { renderCard } from './support/render-card.tsx';

async function openFilters() {
  const backend = fakeBackend();
  const card = renderCard('tab', backend);
  await card.has('data-table');
  card.fire('filters-panel', 'onOpen');
  await card.has('filter-0-column');
  return { backend, card };
}

describe('filters', () => {
  it('offer only columns and conditions that the source allows, in words', async () => {
    const { card } = await openFilters();

    expect(card.get('filter-0-operator').props['options']).toEqual([
      { label: 'is', value: 'eq' },
      { label: 'contains', value: 'contains' },
    ]);
    card.fire('filter-0-column', 'onChange', 'ordered_on');
    await card.until(() => expect(card.get('filter-0-operator').props['options']).toContainEqual({ label: 'is on or before', value: 'lte' }));
  });

  it('apply to view, estimate and export alike, are shown in words, and can be cleared', async () => {
    const { backend, card } = await openFilters();

    card.fire('filter-0-column', 'onChange', 'amount');
    card.fire('filter-0-operator', 'onChange', 'gte');
    card.fire('filter-0-value', 'onChange', 100);
    card.click('add-filter');
    card.fire('filter-1-column', 'onChange', 'status');
    card.fire('filter-1-operator', 'onChange', 'not_empty');
    expect([card.text('filter-0-remove'), card.text('filter-1-remove')]).toEqual(['Remove filter on Amount', 'Remove filter on Status']);
    card.fire('filters-form', 'onSubmit');

    const filters = [
      { column: 'amount', operator: 'gte', value: '100' },
      { column: 'status', operator: 'not_empty' },
    ];
    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.filters).toEqual(filters));
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.query.filters).toEqual(filters));
    expect(card.text('filter-summary')).toBe('Filtered: Amount is at least €100.00; Status is not empty');
    expect(card.text('open-filters')).toContain('Filters (2)');
    expect(card.actions.closeOverlay.calls).toContainEqual(['filters-panel']);

    card.click('clear-filters');
    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.filters).toEqual([]));
  });

  it('point at a filter without a value instead of sending it', async () => {
    const { backend, card } = await openFilters();
    const before = backend.sent('view-table').length;

    card.fire('filters-form', 'onSubmit');

    await card.until(() => expect(card.get('filter-0-value').props['validationMessage']).toBe('Fill in a value, or remove this filter.'));
    expect(backend.sent('view-table')).toHaveLength(before);
  });

  it('send days as days and moments as moments on the clock of the person', async () => {
    const { backend, card } = await openFilters();

    card.fire('filter-0-column', 'onChange', 'ordered_on');
    card.fire('filter-0-value', 'onChange', { year: 2026, month: 2, date: 5 });
    card.click('add-filter');
    card.fire('filter-1-column', 'onChange', 'changed_at');
    card.fire('filter-1-operator', 'onChange', 'lte');
    card.fire('filter-1-value', 'onChange', { year: 2026, month: 2, date: 5 });
    card.fire('filters-form', 'onSubmit');

    await card.until(() =>
      expect(backend.sent('view-table').at(-1)?.query.filters).toEqual([
        { column: 'ordered_on', operator: 'gt', value: '2026-03-05' },
        { column: 'changed_at', operator: 'lte', value: new Date(2026, 2, 5, 23, 59, 59, 999).toISOString() },
      ]),
    );
    expect(card.text('filter-summary')).toBe('Filtered: Ordered is after Mar 5, 2026; Changed is on or before Mar 5, 2026');
  });

  it('offer a deal’s stages and owners by name and send what HubSpot stores (S0.20)', async () => {
    const backend = fakeBackend();
    const stage = { ...columns[1]!, choices: 'labels' as const };
    backend.answer('list-tables', () => ({ tables: [{ ...orders, columns: [stage, ...columns.slice(2)] }], related: [], actions: [], problems: [] }));
    backend.answer('list-choices', () => ({ choices: [{ value: 'closedwon', label: 'Closed won' }, { value: 'closedlost', label: 'Closed lost' }] }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    card.fire('filters-panel', 'onOpen');
    await card.has('filter-0-column');

    await card.until(() => expect(card.get('filter-0-value').props['options']).toEqual([{ label: 'Closed won', value: 'closedwon' }, { label: 'Closed lost', value: 'closedlost' }]));
    card.fire('filter-0-value', 'onChange', 'closedlost');
    card.fire('filters-form', 'onSubmit');

    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.filters).toEqual([{ column: 'status', operator: 'eq', value: 'closedlost' }]));
    expect(card.text('filter-summary')).toBe('Filtered: Status is Closed lost');
    expect(backend.sent('list-choices')).toHaveLength(1);
  });

  it('take a typed value where the choices cannot be listed', async () => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ tables: [{ ...orders, columns: [{ ...columns[1]!, choices: 'labels' as const }] }], related: [], actions: [], problems: [] }));
    backend.answer('list-choices', () => ({ choices: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    card.fire('filters-panel', 'onOpen');
    await card.has('filter-0-column');

    await card.until(() => expect(card.get('filter-0-value').name).toBe('Input'));
    card.fire('filter-0-value', 'onChange', 'Closed won');
    card.fire('filters-form', 'onSubmit');

    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.filters).toEqual([{ column: 'status', operator: 'eq', value: 'Closed won' }]));
  });
});
