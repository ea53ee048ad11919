import { describe, expect, it } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { jobId, jobs, ordersPage } from './support/samples.ts';

describe('the card in the sidebar', () => {
  it('shows five rows in three columns, the total and the age (S0.2)', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', ({ query, pageSize }) => ({
      ...ordersPage(1, pageSize ?? 25, { totalRows: 1204 }),
      columns: ordersPage(1, 0).columns.filter(({ key }) => query.columns.includes(key)),
    }));
    const card = renderCard('sidebar', backend);
    await card.has('data-table');

    expect(backend.sent('view-table')[0]).toMatchObject({ pageSize: 5, query: { columns: ['number', 'status', 'amount'] } });
    expect(card.text('page-range')).toBe('First 5 of 1,204 rows');
    expect(card.text('totals-lines')).toBe('Total Amount €1,481,400.00');
    expect(card.text('age-stamp')).toContain('just now');
  });

  it('exports the whole table, not the few columns on screen', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
    const card = renderCard('sidebar', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    card.click('export-button');

    await card.has('export-started');
    expect(backend.sent('start-export')[0]?.query.columns).toEqual([]);
  });

  it('shows the latest three exports, the rest on request', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [5, 4, 3, 2, 1].map(jobs.ready) }));
    const card = renderCard('sidebar', backend);
    await card.has(`job-${jobId(5)}`);
    expect(card.maybe(`job-${jobId(2)}`)).toBeNull();

    card.click('show-all-jobs');

    await card.has(`job-${jobId(1)}`);
  });
});

describe('both cards', () => {
  it.each(['tab', 'sidebar'] as const)('have one primary button, and every control a name: %s (F14)', async (which) => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(1, 5), jobs.ready(2), jobs.failed(3)] }));
    const card = renderCard(which, backend);
    await card.has('data-table');
    await card.has(`job-${jobId(3)}`);

    const onCard = card.all({ overlays: false });
    expect(onCard.filter(({ props }) => props['variant'] === 'primary').map(({ props }) => props['testId'])).toEqual(['export-button']);
    const controls = card.all().filter(({ name }) => /Button|Select|Input$|Dropdown$/.test(name));
    expect(controls.filter((control) => nameOf(control) === '').map(({ props }) => props['testId'])).toEqual([]);
    // A column without a name is read out as nothing.
    expect(card.all().filter(({ name }) => name === 'TableHeader').map(({ text }) => text).slice(0, which === 'tab' ? 5 : 3)).not.toContain('');
  });

  it.each(['tab', 'sidebar'] as const)('use every test id once: %s', async (which) => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(1, 5), jobs.ready(2), jobs.failed(3)] }));
    const card = renderCard(which, backend);
    await card.has('data-table');

    const ids = card.all().map(({ props }) => props['testId']).filter((id) => id !== undefined);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('say what is wrong when the card was uploaded without the address of its backend', () => {
    const card = renderCard('tab', fakeBackend(), { variables: {} });

    expect(card.wholeText()).toContain('Ask a HubSpot admin to install Siderail again.');
  });
});

function nameOf(control: { props: Record<string, unknown>; text: string | null }): string {
  const { label, buttonText } = control.props;
  return [label, buttonText, control.text].find((name) => typeof name === 'string' && name !== '')?.toString() ?? '';
}
