import { describe, expect, it } from 'vitest';
import type { EstimateExportResponse, Job } from '#contract';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { jobs, orders, sourceDown } from './support/samples.ts';

const large: EstimateExportResponse = { rows: 90_000, bytes: 17_300_000, seconds: 200, apiCalls: 900, lane: 'background' };

describe('before the click', () => {
  it.each<[string, EstimateExportResponse, string, string]>([
    ['a small export', { rows: 120, bytes: 14_000, seconds: 1, apiCalls: 2, lane: 'immediate' }, 'Get 120 rows', 'about 14 KB · about 1 s · right now'],
    ['one row', { rows: 1, bytes: 90, seconds: 1, apiCalls: 1, lane: 'immediate' }, 'Get 1 row', 'about 1 KB · about 1 s · right now'],
    ['a large export', large, 'Export 90,000 rows', 'about 17 MB · about 4 min · in the background · 900 requests to the source'],
    [
      'an export of unknown size',
      { rows: null, bytes: null, seconds: null, apiCalls: null, lane: 'background' },
      'Export all rows',
      'in the background',
    ],
  ])('shows rows, size, time and lane of %s (D1, S0.3)', async (_, estimate, label, cost) => {
    const backend = fakeBackend();
    backend.answer('estimate-export', () => estimate);
    const card = renderCard('tab', backend);
    await card.has('data-table');

    await card.until(() => expect(card.text('export-estimate')).toBe(cost));
    expect(card.text('export-button')).toBe(label);
    expect(card.get('export-button').props['disabled']).toBe(false);
  });

  it('offers no empty file', async () => {
    const backend = fakeBackend();
    backend.answer('estimate-export', () => ({ rows: 0, bytes: 0, seconds: 0, apiCalls: 1, lane: 'immediate' }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    await card.until(() => expect(card.text('export-button')).toBe('Nothing to export'));
    expect(card.get('export-button').props['disabled']).toBe(true);
  });

  it('still exports when the size cannot be worked out, after a question', async () => {
    const backend = fakeBackend();
    backend.answer('estimate-export', () => ({ ok: false, error: sourceDown }));
    backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-estimate')).toBe('Size and time are not known right now.'));

    card.click('confirm-export-yes');

    await card.has('export-started');
  });

  it('asks with the cost shown before an export of more than 100,000 rows (S0.27)', async () => {
    const backend = fakeBackend();
    backend.answer('estimate-export', () => ({ ...large, rows: 250_000, bytes: 48_000_000 }));
    backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.has('confirm-export-yes');
    expect(card.get('export-button').props['onClick']).toBeUndefined();
    expect(card.wholeText()).toContain('Export 250,000 rows');

    card.click('confirm-export-yes');

    await card.has('export-started');
    expect(card.actions.closeOverlay.calls).toContainEqual(['confirm-export']);
  });
});

describe.each(['tab', 'sidebar'] as const)('the kind of file in the %s', (which) => {
  it('is CSV until another is chosen, and then what is estimated, asked for and exported (S0.10)', async () => {
    const backend = fakeBackend();
    backend.answer('estimate-export', ({ format }) => ({ rows: 120, bytes: format === 'xlsx' ? 6_000 : 14_000, seconds: 1, apiCalls: 2, lane: 'immediate' }));
    backend.answer('start-export', ({ format }) => ({ job: { ...jobs.queued(1), format }, link: null }));
    const card = renderCard(which, backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-estimate')).toContain('14 KB'));
    expect(card.get('format-select').props).toMatchObject({
      value: 'csv', options: [{ label: 'CSV', value: 'csv' }, { label: 'Excel workbook', value: 'xlsx' }, { label: 'JSON Lines', value: 'jsonl' }, { label: 'Parquet', value: 'parquet' }],
    });

    card.fire('format-select', 'onChange', 'xlsx');

    await card.until(() => expect(card.text('export-estimate')).toContain('6 KB'));
    card.click('export-button');
    await card.has('export-started');
    expect(backend.sent('estimate-export').map(({ format }) => format)).toEqual(['csv', 'xlsx']);
    expect(backend.sent('start-export').map(({ format }) => format)).toEqual(['xlsx']);
  });

  it('has the separator and packing the person chose, in the estimate and in the file, and only where it has them (S0.10, T47)', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', ({ format }) => ({ job: { ...jobs.queued(1), format }, link: null }));
    const card = renderCard(which, backend);
    await card.has('data-table');
    expect([card.get('separator-select').props['value'], card.get('compress-select').props['value']]).toEqual(['comma', 'none']);

    card.fire('separator-select', 'onChange', 'tab');
    card.fire('compress-select', 'onChange', 'zip');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.options).toEqual({ delimiter: 'tab', compress: 'zip' }));
    card.fire('format-select', 'onChange', 'jsonl');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ format: 'jsonl', options: { compress: 'zip' } }));
    expect(card.maybe('separator-select')).toBeNull();
    card.fire('format-select', 'onChange', 'parquet');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ format: 'parquet' }));
    expect([backend.sent('estimate-export').at(-1)?.options, card.maybe('separator-select'), card.maybe('compress-select')]).toEqual([undefined, null, null]);
    card.fire('format-select', 'onChange', 'csv');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');

    await card.has('export-started');
    expect(backend.sent('start-export')).toMatchObject([{ format: 'csv', options: { delimiter: 'tab', compress: 'zip' } }]);
  });

  it.each([
    ['en-US', 'comma', null], ['de-DE', 'semicolon', 'de-DE'], ['de_AT', 'semicolon', 'de-DE'], ['fr', 'semicolon', 'fr-FR'], ['pt_BR', 'semicolon', null], ['de-CH', 'semicolon', null],
    ['ja', 'comma', null], ['en-GB', 'comma', null], ['es_MX', 'comma', null], ['no such locale', 'comma', null],
  ])('is written as spreadsheets in %s expect: by %s, numbers and days as in %s (T47, S0.10)', async (locale, separator, country) => {
    const backend = fakeBackend();
    const card = renderCard(which, backend, { user: { email: 'sam.seller@acme.example', locale } });
    await card.has('data-table');

    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.options).toEqual({ delimiter: separator, ...(country === null ? {} : { locale: country }) }));
    expect([card.get('separator-select').props['value'], card.get('country-select').props['value']]).toEqual([separator, country ?? 'plain']);
  });

  it('follows another country when the person chooses it, with its separator until they choose one, too (T47)', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', ({ format }) => ({ job: { ...jobs.queued(1), format }, link: null }));
    const card = renderCard(which, backend);
    await card.has('data-table');
    expect((card.get('country-select').props['options'] as { value: string }[]).map(({ value }) => value)).toEqual(['plain', 'de-DE', 'de-CH', 'fr-FR', 'en-GB', 'en-US']);

    card.fire('country-select', 'onChange', 'de-DE');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.options).toEqual({ delimiter: 'semicolon', locale: 'de-DE' }));
    card.fire('separator-select', 'onChange', 'tab');
    card.fire('country-select', 'onChange', 'en-GB');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.options).toEqual({ delimiter: 'tab', locale: 'en-GB' }));
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');

    await card.has('export-started');
    expect(backend.sent('start-export')).toMatchObject([{ format: 'csv', options: { delimiter: 'tab', locale: 'en-GB' } }]);
  });

  it('stays chosen when another table is looked at', async () => {
    const backend = fakeBackend();
    const second = { ...orders, id: 'business:invoices@record', title: 'Invoices' };
    backend.answer('list-tables', () => ({ tables: [orders, second], related: [], actions: [], problems: [] }));
    const card = renderCard(which, backend);
    await card.has('data-table');
    card.fire('format-select', 'onChange', 'jsonl');
    await card.until(() => expect(card.get('format-select').props['value']).toBe('jsonl'));

    card.fire('table-select', 'onChange', second.id);

    await card.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ query: { tableId: second.id }, format: 'jsonl' }));
    expect(card.get('format-select').props['value']).toBe('jsonl');
  });
});

describe('a small export', () => {
  it('is in the answer to the click, with its proof (S0.4)', async () => {
    const backend = fakeBackend();
    const job = jobs.ready(1);
    backend.answer('start-export', () => ({ job, link: { url: 'https://app.siderail.example/d/abc', expiresAt: '2030-01-01T10:00:00.000Z' } }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    card.click('export-button');

    await card.has('export-link');
    expect(card.get('export-link').props['href']).toEqual({ url: 'https://app.siderail.example/d/abc', external: true });
    expect(card.text('export-link')).toBe('Download orders.csv');
    expect(card.text('export-certificate')).toBe('Complete: 250,000 of 250,000 rows · 48 MB · made in 4 min');
  });
});

describe('a small export that lacks rows', () => {
  it('says so as loudly as that it is ready (D4)', async () => {
    const backend = fakeBackend();
    const whole = jobs.ready(1) as Extract<Job, { state: 'ready' }>;
    const job: Job = { ...whole, certificate: { ...whole.certificate, complete: false, written: 249_999, skipped: 1 } };
    backend.answer('start-export', () => ({ job, link: { url: 'https://app.siderail.example/d/abc', expiresAt: '2030-01-01T10:00:00.000Z' } }));
    const card = renderCard('tab', backend);
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    card.click('export-button');

    await card.has('export-ready');
    expect(card.get('export-ready').props).toMatchObject({ title: 'Your file is ready, but not complete', variant: 'warning' });
    expect(card.get(`job-state-${job.id}`).props['variant']).toBe('warning');
    expect(card.text(`job-state-${job.id}`)).toBe('Ready, not complete');
  });
});

describe('a large export', () => {
  it('says that it started, what it holds and who will be told (S0.5)', async () => {
    const backend = fakeBackend();
    backend.answer('estimate-export', () => large);
    backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Export 90,000 rows'));

    card.click('export-button');

    await card.has('export-started');
    expect(card.text('export-started')).toBe(
      'Started: Orders (of this company), 90,000 rows. We will e-mail sam.seller@acme.example when it is ready. You can leave this page.',
    );
    expect(card.get('my-exports').props).toMatchObject({ open: true, title: 'My exports · 1 running' });
  });

  it('makes one job of a double click (S0.18)', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', () => ({ job: jobs.queued(1), link: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    const click = card.get('export-button').props['onClick'] as () => void;
    click();
    click();

    await card.has('export-started');
    expect(backend.sent('start-export')).toHaveLength(1);
  });

  it('keeps one request id from the first click through every retry, and takes a new one for the next export (S0.18)', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', (_, count) => {
      if (count === 1) throw new TypeError('Failed to fetch');
      if (count === 2) return new Response('', { status: 502 });
      if (count === 3) return { ok: false, error: sourceDown };
      return { job: jobs.ready(count), link: null };
    });
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    card.click('export-button');
    await card.has('export-error');
    card.click('export-error-try-again');
    await card.until(() => expect(card.text('export-error')).toContain('could not be reached'));
    card.click('export-error-try-again');
    await card.until(() => expect(card.text('export-error')).toContain('SR-7Q2M'));
    card.click('export-button');
    await card.until(() => expect(card.maybe('export-error')).toBeNull());
    await card.until(() => expect(card.get('export-button').props['loading']).toBe(false));
    card.click('export-button');
    await card.until(() => expect(backend.sent('start-export')).toHaveLength(5));

    const ids = backend.sent('start-export').map(({ requestId }) => requestId);
    expect(new Set(ids.slice(0, 4)).size).toBe(1);
    expect(ids[4]).not.toBe(ids[0]);
  });

  it('takes a new request id when the person wants another kind of file after an error (S0.18)', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', () => ({ ok: false, error: sourceDown }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');
    await card.has('export-error');

    card.fire('format-select', 'onChange', 'xlsx');
    await card.until(() => expect(backend.sent('estimate-export')).toHaveLength(2));
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');
    await card.until(() => expect(backend.sent('start-export')).toHaveLength(2));

    const [first, second] = backend.sent('start-export');
    expect(second?.requestId).not.toBe(first?.requestId);
  });

  it('takes a new request id when the person wants something else after an error', async () => {
    const backend = fakeBackend();
    backend.answer('start-export', () => ({ ok: false, error: sourceDown }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');
    await card.has('export-error');

    card.fire('column-amount', 'onSortChange', 'ascending');
    await card.until(() => expect(card.get('column-amount').props['sortDirection']).toBe('ascending'));
    card.click('export-button');
    await card.until(() => expect(backend.sent('start-export')).toHaveLength(2));

    const [first, second] = backend.sent('start-export');
    expect(second?.requestId).not.toBe(first?.requestId);
  });
});
