import { describe, expect, it, vi } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { ordersPage } from './support/samples.ts';

describe('a table that changed in HubSpot while it is open (S0.14)', () => {
  it('says so with the time, reads nothing by itself, and is quiet again after Refresh', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const backend = fakeBackend();
    let changedAt: string | null = null;
    backend.answer('table-changes', () => ({ watched: true, changedAt }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    const first = ordersPage(1, 25);

    await vi.advanceTimersByTimeAsync(11_000);
    await card.until(() => expect(backend.sent('table-changes')).toHaveLength(1));
    expect(backend.sent('table-changes')[0]).toMatchObject({ query: { record: { objectTypeId: '0-2', objectId: '42' } }, rows: first.rows.map(({ key }) => key) });
    expect(card.maybe('changed-hint')).toBeNull();

    changedAt = '2026-03-05T14:02:00Z';
    await vi.advanceTimersByTimeAsync(13_000);
    await card.has('changed-hint');
    expect(card.text('changed-hint')).toMatch(/^Changed in HubSpot at /);
    expect(backend.sent('view-table')).toHaveLength(1);
    // Once it is known, nobody asks again.
    await vi.advanceTimersByTimeAsync(120_000);
    expect(backend.sent('table-changes')).toHaveLength(2);

    changedAt = null;
    backend.answer('view-table', () => ({ ...ordersPage(1, 25), asOf: '2026-03-05T14:03:00.000Z' }));
    card.click('changed-refresh');
    await card.until(() => expect(card.maybe('changed-hint')).toBeNull());
    expect(backend.sent('view-table')).toHaveLength(2);
  });

  it('asks once and never again about a table whose changes nobody tells, and takes a failing question for no news', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const backend = fakeBackend();
    backend.answer('table-changes', (_body, count) => {
      if (count === 1) throw new Error('lost on the way');
      return { watched: false, changedAt: null };
    });
    const card = renderCard('sidebar', backend);
    await card.has('data-table');

    await vi.advanceTimersByTimeAsync(300_000);

    expect(backend.sent('table-changes')).toHaveLength(2);
    expect(card.maybe('changed-hint')).toBeNull();
    expect(card.wholeText()).not.toContain('lost on the way');
  });
});
