import { describe, expect, it } from 'vitest';
import type { Job } from '#contract';
import { ordersPage } from './support/samples.ts';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';

const PENDING = { jobId: '0b0e5b5c-6f2d-4a0b-9f5e-6a2d9f0c1a11' };
const JOB: Job = {
  id: PENDING.jobId, title: 'Orders', format: null, lane: 'background', createdAt: '2026-11-28T08:00:00.000Z', notices: [],
  state: 'shown', finishedAt: '2026-11-28T08:00:30.000Z', rows: 25, until: '2026-11-28T16:00:30.000Z', record: { objectTypeId: '0-2', objectId: '42' },
};

describe('a table whose source is slower than a click', () => {
  it('shows the rows that came, says that it goes on, and the whole once it is there (D2)', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', (_body, count) => (count < 2 ? { ...ordersPage(1, 5, { totalRows: null }), nextPage: null, pending: PENDING } : ordersPage(1, 25, { totalRows: 1204, nextPage: 'page-2' })));
    const card = renderCard('tab', backend);

    await card.has('rows-pending');
    expect(card.text('rows-pending')).toBe('The source is slow: these are the first 5 rows that came. We go on in the background and tell you when it is ready. You can leave this page.');
    expect(card.text('row-O-1')).toContain('O-1');
    // The inbox lists the job as soon as there is one.
    await card.until(() => expect(backend.sent('list-jobs').length).toBeGreaterThan(1));

    await card.until(() => expect(card.text('page-range')).toBe('1–25 of 1,204'));
    expect(card.maybe('rows-pending')).toBeNull();
    // The rows were looked for in our own store, not read anew.
    expect(backend.sent('view-table').map(({ live }) => live)).toEqual([undefined, undefined]);
    card.click('action-refresh');
    await card.until(() => expect(backend.sent('view-table').at(-1)?.live).toBe(true));
  });

  it('says so when nothing has come yet', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', () => ({ ...ordersPage(1, 1, { totalRows: null }), rows: [], nextPage: null, pending: PENDING }));
    const card = renderCard('sidebar', backend);

    await card.has('rows-pending');

    expect(card.text('rows-pending')).toContain('nothing has come yet');
    expect(card.maybe('no-rows')).toBeNull();
  });

  it('stands in the inbox with where its rows are shown and until when', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [JOB] }));
    const card = renderCard('sidebar', backend);

    await card.has(`job-shown-${JOB.id}`);

    expect(card.text(`job-${JOB.id}`)).toContain('Rows of Orders');
    expect(card.text(`job-state-${JOB.id}`)).toBe('Loaded');
    expect(card.text(`job-shown-${JOB.id}`)).toMatch(/^25 rows\. The card on the record shows them until /);
  });
});
