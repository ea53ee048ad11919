import { describe, expect, it } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { actions, orders, sourceDown } from './support/samples.ts';

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
});
