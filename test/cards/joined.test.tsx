import { describe, expect, it } from 'vitest';
import type { RelatedTable } from '#contract';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { actions, columns, orders } from './support/samples.ts';

const lines: RelatedTable = { id: 'business:lines@related', title: 'Lines', sourceTitle: 'Business database', columns: columns.slice(0, 3), defaultColumns: ['number', 'amount'] };
const main = { ...orders, related: [lines.id] };
const invoices = { ...orders, id: 'business:invoices@record', title: 'Invoices' };

async function openPanel() {
  const backend = fakeBackend();
  backend.answer('list-tables', () => ({ tables: [main, invoices], related: [lines], actions, problems: [] }));
  const card = renderCard('tab', backend);
  await card.has('data-table');
  card.fire('joined-panel', 'onOpen');
  await card.has('joined-tables');
  return { backend, card };
}

describe('more tables in the file', () => {
  it('offers what hangs on the rows and the record’s other tables (D5)', async () => {
    const { card } = await openPanel();

    expect(card.get('joined-tables').props['options']).toEqual([
      { label: 'Lines of each row', value: lines.id },
      { label: 'Invoices · Business database', value: invoices.id },
    ]);
  });

  it('go into one workbook with the columns that were chosen; estimate and export say the same, and it can be taken back (D5, S0.10)', async () => {
    const { backend, card } = await openPanel();

    card.fire('joined-tables', 'onChange', [lines.id, invoices.id]);
    await card.has(`joined-columns-${lines.id}`);
    card.fire(`joined-columns-${lines.id}`, 'onChange', ['number']);
    card.click('apply-joined');

    const joined = { layout: 'sheets', tables: [{ tableId: lines.id, columns: ['number'] }, { tableId: invoices.id, columns: orders.defaultColumns }] };
    await card.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ format: 'xlsx', joined }));
    expect(card.text('joined-summary')).toContain('Lines of each row, Invoices');
    await card.until(() => expect(card.get('export-button').props['disabled']).toBe(false));
    card.click('export-button');
    await card.until(() => expect(backend.sent('start-export').at(-1)).toMatchObject({ format: 'xlsx', joined }));

    card.click('clear-joined');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.joined).toBeUndefined());
  });

  it('may become one flat table when it is one whose rows hang on these, and keeps the kind of file (D5)', async () => {
    const { backend, card } = await openPanel();

    card.fire('joined-tables', 'onChange', [lines.id]);
    await card.has('joined-layout');
    card.fire('joined-layout', 'onChange', 'flat');
    card.click('apply-joined');

    await card.until(() => expect(backend.sent('estimate-export').at(-1)).toMatchObject({ format: 'csv', joined: { layout: 'flat', tables: [{ tableId: lines.id }] } }));
  });

  it('take filters of their own, with the editor of the first table, and say so beside the card’s table (D5, S0.10)', async () => {
    const { backend, card } = await openPanel();
    card.fire('joined-tables', 'onChange', [lines.id, invoices.id]);

    await card.has(`add-filter-${lines.id}`);
    card.click(`add-filter-${lines.id}`);
    await card.has(`filter-${lines.id}-0-column`);
    card.fire(`filter-${lines.id}-0-column`, 'onChange', 'amount');
    card.fire(`filter-${lines.id}-0-operator`, 'onChange', 'gte');
    card.click('apply-joined');
    await card.until(() => expect(card.get(`filter-${lines.id}-0-value`).props['validationMessage']).toBe('Fill in a value, or remove this filter.'));
    expect(backend.sent('estimate-export').at(-1)?.joined).toBeUndefined();

    card.fire(`filter-${lines.id}-0-value`, 'onChange', 100);
    card.click('apply-joined');

    const filters = [{ column: 'amount', operator: 'gte', value: '100' }];
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.joined?.tables).toEqual([
      { tableId: lines.id, columns: lines.defaultColumns, filters },
      { tableId: invoices.id, columns: orders.defaultColumns },
    ]));
    expect(card.text('joined-summary')).toBe('In the same workbook: Lines of each row (1 filter), Invoices · Business database');
    expect(backend.sent('view-table').at(-1)?.query.filters).toEqual([]);

    card.fire('joined-panel', 'onOpen');
    await card.until(() => expect(card.get(`filter-${lines.id}-0-value`).props['value']).toBe(100));
    card.click(`filter-${lines.id}-0-remove`);
    card.click('apply-joined');
    await card.until(() => expect(backend.sent('estimate-export').at(-1)?.joined?.tables[0]).toEqual({ tableId: lines.id, columns: lines.defaultColumns }));
  });

  it('show rows, size and time of each sheet and of all together before the click (S0.3, D1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ tables: [main, invoices], related: [lines], actions, problems: [] }));
    const sheets = [
      { title: 'Orders', rows: 1_200, bytes: 80_000, seconds: 0.4, apiCalls: 0 },
      { title: 'Lines', rows: 4_800, bytes: 300_000, seconds: 2.6, apiCalls: 0 },
      { title: 'Invoices', rows: null, bytes: null, seconds: null, apiCalls: null },
    ];
    backend.answer('estimate-export', ({ joined }) => ({ rows: 1_200, bytes: joined === undefined ? 80_000 : null, seconds: 3, apiCalls: 0, lane: 'background', ...(joined === undefined ? {} : { sheets }) }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    card.fire('joined-panel', 'onOpen');
    await card.has('joined-tables');

    card.fire('joined-tables', 'onChange', [lines.id, invoices.id]);
    card.click('apply-joined');

    await card.has('joined-estimate-total');
    expect(card.text('joined-estimate-0')).toBe('Orders 1,200 about 80 KB under 1 s');
    expect(card.text('joined-estimate-1')).toBe('Lines 4,800 about 300 KB about 3 s');
    expect(card.text('joined-estimate-2')).toBe('Invoices – – –');
    expect(card.text('joined-estimate-total')).toBe('Total – – about 3 s');
    expect(card.text('export-button')).toBe('Export all rows');
  });

  it('counts on the button the rows of every sheet, as the file will have them (D1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ tables: [main, invoices], related: [lines], actions, problems: [] }));
    const sheets = [{ title: 'Orders', rows: 12, bytes: 4_000, seconds: 1, apiCalls: 0 }, { title: 'Lines', rows: 132, bytes: 14_000, seconds: 1, apiCalls: 0 }];
    backend.answer('estimate-export', ({ joined }) => ({ rows: 12, bytes: 18_000, seconds: 2, apiCalls: 0, lane: 'immediate', ...(joined === undefined ? {} : { sheets }) }));
    const card = renderCard('tab', backend);
    await card.until(() => expect(card.text('export-button')).toBe('Get 12 rows'));
    card.fire('joined-panel', 'onOpen');
    await card.has('joined-tables');

    card.fire('joined-tables', 'onChange', [lines.id]);
    card.click('apply-joined');

    await card.until(() => expect(card.text('export-button')).toBe('Get 144 rows'));
  });
});
