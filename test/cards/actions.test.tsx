import { describe, expect, it } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { actions, orders, ordersPage, sourceDown } from './support/samples.ts';

describe('quick actions', () => {
  it('show up by themselves when the server declares them', async () => {
    const backend = fakeBackend();
    const added = { runs: 'server', name: 'brew-coffee', title: 'Brew coffee', confirm: null } as const;
    backend.answer('list-tables', () => ({
      tables: [orders],
      actions: [...actions, { ...added, place: 'table' }, { ...added, name: 'grind', title: 'Grind beans', place: 'row' }],
      related: [],
      problems: [],
    }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    expect(card.text('action-brew-coffee')).toBe('Brew coffee');
    expect(card.text('row-action-grind-O-7')).toBe('Grind beans');
  });

  it('read the table again on Refresh', async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('action-refresh');

    await card.until(() => expect(backend.sent('view-table')).toHaveLength(2));
  });

  it("copy a row's id without asking the server", async () => {
    const backend = fakeBackend();
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('row-action-copy-id-O-3');

    await card.until(() => expect(card.actions.addAlert.calls).toEqual([[{ type: 'success', title: 'Copied', message: 'O-3 is on the clipboard.' }]]));
    expect(card.actions.copyTextToClipboard.calls).toEqual([['O-3']]);
    expect(backend.sent('run-action')).toEqual([]);
  });

  it('run on the row they were chosen for, say what happened and show the result (S0.22)', async () => {
    const backend = fakeBackend();
    backend.answer('run-action', () => ({ message: 'A task for order O-3 was created.', refresh: true }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('row-action-create-follow-up-O-3');

    await card.until(() => expect(backend.sent('view-table')).toHaveLength(2));
    expect(backend.sent('run-action')[0]).toMatchObject({ name: 'create-follow-up', rowKey: 'O-3', query: { tableId: orders.id } });
    expect(card.actions.addAlert.calls).toEqual([
      [{ type: 'success', title: 'Create follow-up task', message: 'A task for order O-3 was created.' }],
    ]);
  });

  it('ask first when they declare a question', async () => {
    const backend = fakeBackend();
    backend.answer('run-action', () => ({ message: 'Saved.', refresh: false }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(card.get('action-snapshot-note').props['onClick']).toBeUndefined();

    card.click('confirm-snapshot-note-yes');

    await card.until(() => expect(card.actions.addAlert.callCount).toBe(1));
    expect(backend.sent('run-action')).toHaveLength(1);
  });

  it('run once on a double click, and a retry after a lost answer carries the same request id (S0.18)', async () => {
    const backend = fakeBackend();
    backend.answer('run-action', (_, count) => {
      if (count === 1) throw new TypeError('Failed to fetch');
      return { message: 'Done.', refresh: false };
    });
    const card = renderCard('tab', backend);
    await card.has('data-table');

    const click = card.get('row-action-create-follow-up-O-3').props['onClick'] as () => void;
    click();
    click();
    await card.has('action-error');
    expect(backend.sent('run-action')).toHaveLength(1);
    card.click('action-error-try-again');
    await card.until(() => expect(card.maybe('action-error')).toBeNull());
    await card.until(() => expect(card.actions.addAlert.callCount).toBe(1));
    card.click('row-action-create-follow-up-O-3');
    await card.until(() => expect(backend.sent('run-action')).toHaveLength(3));

    const [first, second, third] = backend.sent('run-action').map(({ requestId }) => requestId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('say in plain words why they did not work (S0.20)', async () => {
    const backend = fakeBackend();
    backend.answer('run-action', () => ({ ok: false, error: sourceDown }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('row-action-create-follow-up-O-3');

    await card.has('action-error');
    expect(card.get('action-error').props['title']).toBe('"Create follow-up task" did not work');
    expect(card.text('action-error')).toContain('Support code: SR-7Q2M');
  });

  it('copy a row as people read it, and the rows on screen as cells that no spreadsheet runs (T43)', async () => {
    const backend = fakeBackend();
    const page = ordersPage(1, 2);
    backend.answer('list-tables', () => ({ tables: [orders], related: [], problems: [], actions: [
      { runs: 'card', name: 'copy-row', title: 'Copy row', place: 'row', effect: 'copy-row' },
      { runs: 'card', name: 'copy-page', title: 'Copy rows on screen', place: 'table', effect: 'copy-page' },
    ] }));
    backend.answer('view-table', () => ({ ...page, rows: [{ key: 'O-1', cells: ['=1+1', 'a\tb', '-12.5', '2026-03-05'] }, page.rows[1]!] }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('row-action-copy-row-O-2');
    await card.until(() => expect(card.actions.copyTextToClipboard.calls).toHaveLength(1));
    card.click('action-copy-page');
    await card.until(() => expect(card.actions.copyTextToClipboard.calls).toHaveLength(2));

    expect(card.actions.copyTextToClipboard.calls).toEqual([
      ['Order: O-2\nStatus: open\nAmount: €1,234.50\nOrdered: Mar 5, 2026'],
      ["Order\tStatus\tAmount\tOrdered\n'=1+1\ta b\t-12.5\t2026-03-05\nO-2\topen\t1234.5\t2026-03-05"],
    ]);
    expect(card.actions.addAlert.calls.at(-1)).toMatchObject([{ message: '2 rows are on the clipboard; a spreadsheet takes them as cells.' }]);
  });

  it('show where their result is', async () => {
    const backend = fakeBackend();
    backend.answer('run-action', () => ({ message: 'The link is in the card.', refresh: false, link: { url: 'https://app.hubspot.com/contacts/1/record/0-3/7', title: 'Big deal' } }));
    const card = renderCard('tab', backend);
    await card.has('data-table');

    card.click('row-action-create-follow-up-O-3');

    await card.has('action-link');
    expect(card.text('action-link')).toBe('Big deal');
    expect(card.get('action-link').props['href']).toEqual({ url: 'https://app.hubspot.com/contacts/1/record/0-3/7', external: true });
    expect(backend.sent('run-action')[0]!.reader).toEqual({ language: 'en', locale: 'en-US' });
  });

  it('are only there where the table has what they need', async () => {
    const backend = fakeBackend();
    const needing = (['hubspot-rows', 'totals', 'export'] as const).map((needs) => ({ runs: 'server' as const, name: needs, title: needs, place: 'table' as const, needs, confirm: null }));
    const records = { ...orders, id: 'hubspot:deals@record', rowType: '0-3', capabilities: { ...orders.capabilities, totals: false, export: false } };
    backend.answer('list-tables', () => ({ tables: [records, orders], related: [], actions: needing, problems: [] }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    expect(needing.map(({ name }) => card.maybe(`action-${name}`) !== null)).toEqual([true, false, false]);

    card.fire('table-select', 'onChange', orders.id);

    await card.until(() => expect(needing.map(({ name }) => card.maybe(`action-${name}`) !== null)).toEqual([false, true, true]));
  });
});
