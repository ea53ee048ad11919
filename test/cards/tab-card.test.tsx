import { describe, expect, it } from 'vitest';
import { actions, contacts, orders, ordersPage, sourceDown } from './support/samples.ts';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';

describe('the table in the tab', () => {
  it('shows the first page and its age at once (S0.2)', async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);

    await card.has('data-table');

    expect(backend.sent('view-table')).toEqual([
      { query: { record: { objectTypeId: '0-2', objectId: '42' }, tableId: orders.id, columns: [], filters: [] }, pageSize: 25 },
    ]);
    expect(card.text('row-O-1')).toContain('O-1 open €1,234.50 Mar 5, 2026');
    expect(card.text('age-stamp')).toMatch(/^Of this company · as of \d{1,2}:\d{2}.*, just now$/);
  });

  it('says whether rows belong to the record or to the whole account', async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(card.get('table-select').props['options']).toEqual([
      { label: 'Orders · Business database', value: orders.id },
      { label: 'Contacts (whole account) · HubSpot', value: contacts.id },
    ]);

    card.fire('table-select', 'onChange', contacts.id);

    await card.until(() => expect(card.text('age-stamp')).toContain('Whole account'));
    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.tableId).toBe(contacts.id));
  });

  it('pages forward and back and says where it is', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', ({ page }) => (page === 'page-2' ? ordersPage(26, 25, { totalRows: 1204 }) : ordersPage(1, 25, { totalRows: 1204, nextPage: 'page-2' })));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(card.text('page-range')).toBe('1–25 of 1,204');
    expect(card.get('previous-page').props['disabled']).toBe(true);

    // A double click must not count as two pages, and the first page's rows are never shown as the second page's.
    const next = card.get('next-page').props['onClick'] as () => void;
    next();
    next();
    expect(card.text('page-range')).toBe('Reading…');
    await card.until(() => expect(card.text('page-range')).toBe('26–50 of 1,204'));
    expect(card.maybe('row-O-1')).toBeNull();
    expect(card.get('next-page').props['disabled']).toBe(true);

    card.click('previous-page');
    await card.until(() => expect(card.text('page-range')).toBe('1–25 of 1,204'));
  });

  it('sorts where the source and the column can, and goes back to the first page', async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(card.get('column-status').props['onSortChange']).toBeUndefined();

    card.click('next-page');
    card.fire('column-amount', 'onSortChange', 'descending');

    await card.until(() => expect(card.get('column-amount').props['sortDirection']).toBe('descending'));
    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.sort).toEqual({ column: 'amount', direction: 'descending' }));
    expect(backend.sent('view-table').at(-1)).not.toHaveProperty('page');
  });

  it('hides sort, filter and export where the source cannot do them', async () => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ tables: [{ ...contacts, columns: orders.columns }], related: [], actions, problems: [] }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    expect(card.maybe('open-filters')).toBeNull();
    expect(card.maybe('export-button')).toBeNull();
    expect(card.all().filter(({ props }) => props['onSortChange'])).toEqual([]);
    expect(backend.sent('estimate-export')).toEqual([]);
  });

  it('shows totals over the whole table when the source can say them', async () => {
    const card = renderCard('tab', fakeBackend());
    await card.has('data-table');

    expect(card.text('totals-row')).toBe('Total €1,481,400.00');
  });

  it('shows no totals row when no column on screen has a total', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', () => ordersPage(1, 3, { totals: {} }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    expect(card.maybe('totals-row')).toBeNull();
  });

  it('tears no number, day or short name apart, wraps long text, and keeps the menu of a row where no scrolling hides it', async () => {
    const backend = fakeBackend();
    const page = ordersPage(1, 2);
    const rows = page.rows.map((row) => ({ ...row, cells: [row.key, 'waiting for the goods that the supplier promised', ...row.cells.slice(2)] }));
    backend.answer('view-table', () => ({ ...page, rows }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    const widths = ['number', 'status', 'amount', 'ordered_on'].map((key) => card.get(`column-${key}`).props['width']);
    expect(widths).toEqual(['min', 280, 'min', 'min']);
    expect(card.text('row-O-1')).toMatch(/^Copy id .* O-1 waiting/);
  });

  it('drops an answer that a newer question has overtaken', async () => {
    const backend = fakeBackend();
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    backend.answer('view-table', async ({ pageSize }) => {
      if (pageSize === 50) await slow;
      return ordersPage(1, pageSize === 50 ? 50 : 10);
    });
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.fire('page-size', 'onChange', 50);
    card.fire('page-size', 'onChange', 10);
    await card.until(() => expect(card.text('page-range')).toBe('1–10 of 10'));
    release();
    await new Promise((resolve) => setTimeout(resolve, 30));

    expect(card.text('page-range')).toBe('1–10 of 10');
    expect(card.maybe('row-O-50')).toBeNull();
  });

  it('lets the person choose columns for view and export alike', async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.fire('columns-select', 'onChange', ['amount', 'changed_at']);
    card.click('apply-columns');

    await card.until(() => expect(backend.sent('view-table').at(-1)?.query.columns).toEqual(['amount', 'changed_at']));
    expect(backend.sent('estimate-export').at(-1)?.query.columns).toEqual(['amount', 'changed_at']);
    expect(card.actions.closeOverlay.calls).toContainEqual(['columns-panel']);
  });

  it('finds a column that was added a moment ago, when the person looks for it (S2.16)', async () => {
    const backend = fakeBackend();
    const added = { key: 'region', title: 'Region', type: 'text' as const, sortable: false, operators: [] };
    backend.answer('list-tables', ({ anew }) => ({ tables: [anew === true ? { ...orders, columns: [...orders.columns, added] } : orders], related: [], actions, problems: [] }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(backend.sent('list-tables').map(({ anew }) => anew)).toEqual([undefined]);

    card.click('look-for-columns');

    await card.until(() => expect(card.get('columns-select').props['options']).toContainEqual({ label: 'Region', value: 'region' }));
    expect(backend.sent('list-tables').map(({ anew }) => anew)).toEqual([undefined, true]);
    expect(card.maybe('data-table')).not.toBeNull();
  });
});

describe('when a table cannot be shown', () => {
  it('says what happened, what to do and the support code, and tries again (S0.20)', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', (_, count) => (count === 1 ? { ok: false, error: sourceDown } : ordersPage(1, 3)));
    const card = renderCard('tab', backend);
    await card.has('rows-error');

    expect(card.text('rows-error')).toBe(
      'The system this table comes from does not answer. What to do: Try again in a few minutes. Support code: SR-7Q2M Try again',
    );
    card.click('rows-error-try-again');

    await card.until(() => expect(card.text('page-range')).toBe('1–3 of 3'));
    expect(card.maybe('rows-error')).toBeNull();
  });

  it('keeps the rows on screen when a refresh fails', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', (_, count) => (count === 1 ? ordersPage(1, 3) : { ok: false, error: sourceDown }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('action-refresh');

    await card.has('rows-error');
    expect(card.maybe('row-O-3')).not.toBeNull();
  });

  it.each([
    ['the connection breaks', () => { throw new TypeError('Failed to fetch'); }, 'Siderail did not answer in time.'],
    ['something answers that is not the backend', () => new Response('<html>', { status: 502 }), 'Siderail could not be reached.'],
    ['HubSpot wraps a failure in status 200', () => Response.json({ status: 'error', category: 'BAD_GATEWAY' }), 'Siderail could not be reached.'],
    ['too many requests are under way', () => Response.json({ status: 'error' }, { status: 429 }), 'Too much is going on in this HubSpot account right now.'],
  ])('uses plain words and a support code when %s (S0.20)', async (_, answer, sentence) => {
    const backend = fakeBackend();
    backend.answer('view-table', answer);
    const card = renderCard('tab', backend);
    await card.has('rows-error');

    expect(card.text('rows-error-message')).toBe(sentence);
    expect(card.text('rows-error-support-code')).toMatch(/^Support code: card-[0-9a-f]{8}$/);
  });

  it('leads back to the first page when a page has gone', async () => {
    const backend = fakeBackend();
    const gone = { ...sourceDown, code: 'page.invalid' };
    backend.answer('view-table', ({ page }) => (page === undefined ? ordersPage(1, 25, { nextPage: 'old' }) : { ok: false, error: gone }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    card.click('next-page');
    await card.has('rows-error');
    expect(card.text('rows-error-try-again')).toBe('Back to the first page');

    card.click('rows-error-try-again');

    await card.until(() => expect(backend.sent('view-table').at(-1)).not.toHaveProperty('page'));
    await card.until(() => expect(card.text('page-range')).toBe('1–25 of 25'));
    expect(card.maybe('rows-error')).toBeNull();
  });

  it('offers one next step when there is no row', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', () => ordersPage(1, 0, { totals: null }));
    const card = renderCard('tab', backend);
    await card.has('no-rows');

    expect(card.get('no-rows').props['title']).toBe('No rows in Orders (of this company)');
    expect(card.text('no-rows-next-step')).toBe('Refresh');
  });

  it('says what to do when nothing is connected, and which source is missing', async () => {
    const backend = fakeBackend();
    const problem = { sourceTitle: 'Business database', message: 'It does not answer.', fix: 'Try again later.' };
    backend.answer('list-tables', () => ({ tables: [], related: [], actions: [], problems: [problem] }));
    const card = renderCard('tab', backend);
    await card.has('no-tables');

    expect(card.get('no-tables').props['title']).toBe('No table can be shown right now');
    expect(card.get('problem-Business database').props['title']).toBe('Tables from Business database are missing right now');
    expect(card.text('problem-Business database')).toContain('Try again later.');
  });
});
