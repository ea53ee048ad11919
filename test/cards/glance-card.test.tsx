import { describe, expect, it } from 'vitest';
import type { WireError } from '#contract';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { ordersPage, orders, sourceDown } from './support/samples.ts';

const error = (code: string): WireError => ({ code, message: 'What happened.', fix: 'What helps.', supportCode: 'SR-1' });

describe.each(['preview', 'helpdesk'] as const)('the card in the %s (C4)', (place) => {
  it('shows the first rows and the totals, and nothing that changes or takes away anything', async () => {
    const backend = fakeBackend();
    const card = renderCard(place, backend);
    await card.has('data-table');

    expect(card.text('page-range')).toBe('First 25 of 1,204 rows');
    expect(card.text('totals-lines')).toContain('1,481,400');
    expect(card.text('read-only')).toBe('Open the record to act on rows or to export the table.');
    expect(card.all().flatMap(({ props }) => (typeof props['testId'] === 'string' && /^(action|export|row-menu|more-actions|my-exports)/.test(props['testId']) ? [props['testId']] : []))).toEqual(['action-refresh']);
    expect(backend.sent('estimate-export')).toEqual([]);
    expect(backend.sent('list-jobs')).toEqual([]);
    expect(backend.sent('view-table')[0]?.pageSize).toBe(5);
  });

  it.each([
    ['portal.not_installed', 'Siderail is not connected'],
    ['portal.needs_reauth', 'Siderail is not connected'],
    ['access.refused', 'You may not see this'],
    ['hubspot.rate_limited', 'HubSpot is busy'],
  ])('says for %s what state it is in and what helps, as no fault', async (code, title) => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ ok: false, error: error(code) }));
    const card = renderCard(place, backend);
    await card.has('tables-error');

    expect(card.get('tables-error').props).toMatchObject({ title, variant: 'warning' });
    expect(card.text('tables-error')).toContain('What to do: What helps.');
  });

  it('says that nothing is connected, that a table has no rows, and that rows are from before when a refresh fails', async () => {
    const backend = fakeBackend();
    backend.answer('list-tables', (_, count) => ({ tables: count === 1 ? [] : [orders], related: [], actions: [{ runs: 'card', name: 'refresh', title: 'Refresh', place: 'table', effect: 'refresh' }], problems: [] }));
    backend.answer('view-table', (_, count) => [ordersPage(1, 0), ordersPage(1, 3), { ok: false as const, error: sourceDown }][count - 1]!);
    const card = renderCard(place, backend);
    await card.has('no-tables');

    card.click('look-again');
    await card.has('no-rows');
    expect(card.maybe('action-refresh')).toBeNull();
    card.click('no-rows-next-step');
    await card.has('data-table');
    card.click('action-refresh');
    await card.has('rows-error');

    expect(card.get('rows-error').props).toMatchObject({ title: 'The table could not be read', variant: 'danger' });
    expect(card.wholeText()).toContain('What you see below is from before.');
    expect(card.text('row-O-1')).toContain('O-1');
  });
});
