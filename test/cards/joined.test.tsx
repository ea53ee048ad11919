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
});
