import { describe, expect, it } from 'vitest';
import type { MatchCandidate, ShowMatchResponse } from '#contract';
import { fakeBackend, type FakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { actions, orders, ordersPage, sourceDown } from './support/samples.ts';

const linkable = { ...orders, match: true as const };
const candidate = (key: string, part: Partial<MatchCandidate> = {}): MatchCandidate => ({
  key, name: `Northwind ${key}`, externalId: `C-00000${key}`, domain: null, email: null, likelihood: 'possible', why: ['name_part'], shown: false, ...part,
});
const open: ShowMatchResponse = {
  partner: 'Customers', sourceTitle: 'Business database', link: null, looked: 20_000, complete: true, refused: 0, lookedFor: ['company-1.example', 'Northwind Traders'],
  candidates: [candidate('2', { likelihood: 'very_likely', why: ['external_id_part', 'name'] }), candidate('3'), candidate('4')],
};
const linked: ShowMatchResponse = { ...open, candidates: [], link: { key: '2', name: 'Northwind Traders', externalId: 'C-000002', domain: null, email: null, since: '2026-11-28T08:00:00.000Z', byRule: false, gone: false } };

/** A record without rows until it is linked; the backend remembers what was decided. */
function unmatched(match: ShowMatchResponse = open): FakeBackend {
  const backend = fakeBackend();
  let key: string | null = null;
  backend.answer('list-tables', () => ({ tables: [linkable], related: [], actions, problems: [] }));
  backend.answer('view-table', () => (key === null ? ordersPage(1, 0, { totalRows: 0, foundBy: 'rule' }) : ordersPage(1, 3, { foundBy: 'link' })));
  backend.answer('show-match', () => (key === null ? match : linked));
  backend.answer('decide-match', ({ decision, ...rest }) => {
    key = decision === 'link' && 'key' in rest ? rest.key : null;
    return { key };
  });
  return backend;
}

describe('a card on a record that no rule leads to the other system (C3)', () => {
  it.each(['tab', 'sidebar'] as const)('asks which one it is, with reasons in words and one primary button: %s', async (which) => {
    const card = renderCard(which, unmatched());
    await card.has('match-2');

    expect(card.text('match-2')).toContain('Very likely');
    expect(card.text('match-why-2')).toBe('Same digits in the number, same name');
    const primary = card.all({ overlays: false }).filter(({ props }) => props['variant'] === 'primary');
    expect(primary.map(({ props }) => props['testId'])).toEqual(['match-link-2']);
    expect(card.maybe('export-button')).toBeNull();
  });

  it('shows the rows as soon as it is linked, says that it is, and unlinks only with a reason', async () => {
    const backend = unmatched();
    const card = renderCard('tab', backend);
    await card.has('match-2');
    card.click('match-link-2');
    await card.has('data-table');
    expect(card.text('match-line')).toBe('Linked by ID.');
    expect(backend.sent('decide-match')[0]).toMatchObject({ decision: 'link', key: '2', tableId: linkable.id });

    card.click('match-toggle');
    await card.has('match-linked');
    expect(card.text('match-linked')).toBe('Linked to Northwind Traders · Business database');
    card.click('match-unlink');
    await card.has('unlink-reason');
    expect(card.get('match-unlink-yes').props['disabled']).toBe(true);
    card.fire('unlink-reason', 'onInput', 'Two companies');
    await card.until(() => expect(card.get('match-unlink-yes').props['disabled']).toBe(false));
    card.click('match-unlink-yes');

    await card.has('match-2');
    expect(backend.sent('decide-match')[1]).toMatchObject({ decision: 'unlink', key: '2', reason: 'Two companies' });
  });

  it('keeps the id of a click whose answer was lost, so that it is done once (F15)', async () => {
    const backend = unmatched();
    backend.answer('decide-match', (_body, count) => {
      if (count === 1) throw new Error('lost');
      return { key: '2' };
    });
    const card = renderCard('tab', backend);
    await card.has('match-2');

    card.click('match-link-2');
    await card.has('match-not-decided');
    card.click('match-link-2');

    await card.until(() => expect(backend.sent('decide-match')).toHaveLength(2));
    const [first, second] = backend.sent('decide-match');
    expect(second).toEqual(first);
  });

  it('tells the second of two people what the first one did, and shows it', async () => {
    const backend = unmatched();
    backend.answer('show-match', (_body, count) => (count === 1 ? open : linked));
    backend.answer('decide-match', () => ({ ok: false, error: { code: 'match.changed', message: 'Somebody else has decided about this link in the meantime.', fix: 'Look at the link as it is now, then decide.', supportCode: 'ABCD-2345' } }));
    const card = renderCard('sidebar', backend);
    await card.has('match-3');

    card.click('match-link-3');

    await card.has('match-linked');
    expect(card.wholeText()).toContain('Look at the link as it is now, then decide.');
    expect(card.text('match-not-decided')).toContain('Support code: ABCD-2345');
    expect(card.all({ overlays: false }).filter(({ props }) => props['variant'] === 'primary').map(({ props }) => props['testId'])).toEqual(['match-show-rows']);
  });

  it('says what was looked for when nothing is alike, and that not all was looked at', async () => {
    const card = renderCard('tab', unmatched({ ...open, candidates: [], complete: false, looked: 50_000, refused: 2 }));
    await card.has('match-none');

    expect(card.text('match-none')).toContain('Looked for: company-1.example, Northwind Traders');
    expect(card.text('match-partly')).toContain('50,000');
    expect(card.wholeText()).toContain('2 were called not the same.');
    expect(card.all({ overlays: false }).filter(({ props }) => props['variant'] === 'primary').map(({ props }) => props['testId'])).toEqual(['match-again']);
  });

  it('says what is wrong when the other system cannot be asked', async () => {
    const backend = unmatched();
    backend.answer('show-match', () => ({ ok: false, error: sourceDown }));
    const card = renderCard('tab', backend);

    await card.has('match-error');
    expect(card.wholeText()).toContain('Try again in a few minutes.');
  });

  it('only shows it where people only look', async () => {
    const card = renderCard('preview', unmatched());
    await card.has('match-2');

    expect(card.maybe('match-link-2')).toBeNull();
    expect(card.wholeText()).toContain('Open the record to link it.');
  });
});

it('rows found by a property say so, and can be linked or refused there', async () => {
  const backend = unmatched();
  backend.answer('view-table', () => ordersPage(1, 3, { foundBy: 'rule' }));
  const card = renderCard('tab', backend);
  await card.has('data-table');

  card.click('match-toggle');

  await card.has('match-2');
  expect(card.all({ overlays: false }).filter(({ props }) => props['variant'] === 'primary').map(({ props }) => props['testId'])).toEqual(['export-button']);
});

it('says all of it in German', async () => {
  const card = renderCard('tab', unmatched(), { user: { email: 'greta.gruen@acme.example', language: 'de', locale: 'de-de' } });
  await card.has('match-2');

  expect(card.text('match-why-2')).toBe('Gleiche Ziffern in der Nummer, gleicher Name');
  expect(card.text('match-2')).toContain('Sehr wahrscheinlich');
  expect(card.wholeText()).not.toMatch(/\b(Link|Very|same|Not the)\b/);
});
