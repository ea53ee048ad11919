import { describe, expect, it } from 'vitest';
import { sayInCard } from '../../hubspot-project/app/packages/contract/sentences/index.ts';
import { cardErrors } from '../../hubspot-project/app/packages/client/card-errors.ts';
import { ERROR_CODES } from '../../src/core/errors/error-codes.ts';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { contacts, jobId, jobs, orders, ordersPage, sourceDown } from './support/samples.ts';

const GRETA = { user: { email: 'greta.gruen@acme.example', language: 'de', locale: 'de-de' } };
/** Words of the cards' English that no German sentence holds. */
const ENGLISH = /\b(the|rows?|of|columns|with|your|try|again|ready|table|export this|more actions|as of|ago|what to do)\b/i;

describe('a card of a person who reads German', () => {
  it.each(['tab', 'sidebar'] as const)('says every word in the %s in German, numbers, amounts and days as Germany writes them', async (which) => {
    const backend = fakeBackend();
    backend.answer('list-tables', () => ({ tables: [{ ...orders, title: 'Aufträge', sourceTitle: 'ERP' }], related: [], actions: [], problems: [] }));
    backend.answer('view-table', () => ordersPage(1, 25, { totalRows: 1204, nextPage: 'page-2' }));
    backend.answer('list-jobs', () => ({ jobs: [{ ...jobs.running(1, 120_000), title: 'Aufträge' }] }));
    const card = renderCard(which, backend, GRETA);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('1.204 Zeilen holen'));

    expect(card.text('row-O-1')).toContain('1.234,50');
    expect(card.text('row-O-1')).toContain('05.03.2026');
    expect(card.text('age-stamp')).toMatch(/^Zu diesem Unternehmen · Stand .+, gerade eben$/);
    expect(card.wholeText().replaceAll(/Export\b/g, '')).not.toMatch(ENGLISH);
    expect(backend.sent('list-tables')[0]).toMatchObject({ language: 'de' });
  });

  it('says why something failed and what to do in German too', async () => {
    const backend = fakeBackend();
    backend.answer('view-table', () => ({ ok: false, error: sourceDown }));
    const card = renderCard('sidebar', backend, GRETA);
    await card.has('rows-error');

    expect(card.text('rows-error')).toContain('Das System, aus dem diese Tabelle kommt, antwortet nicht.');
    expect(card.text('rows-error')).toContain('Was zu tun ist: Versuchen Sie es in einigen Minuten noch einmal.');
  });

  it('says why an export waits for somebody, and why a file was taken back, in German', async () => {
    const backend = fakeBackend();
    const { ahead: _ahead, waiting: _waiting, ...job } = jobs.queued(1) as Extract<ReturnType<typeof jobs.queued>, { state: 'queued' }>;
    const held = { ...job, state: 'held' as const, approval: { why: 'Exports of more than 1,000 rows have to be approved.', rows: 1204, expiresAt: '2030-01-01T00:00:00.000Z' } };
    const withdrawn = { ...job, id: jobId(2), state: 'expired' as const, finishedAt: '2026-11-22T10:04:00.000Z', withdrawn: 'The file was taken back because a contact was deleted for privacy and may have stood in it. Export the table again: the new file does not hold the contact.' };
    backend.answer('list-jobs', () => ({ jobs: [held, withdrawn] }));
    const card = renderCard('sidebar', backend, GRETA);
    await card.has(`job-held-${jobId(1)}`);

    expect(card.text(`job-held-${jobId(1)}`)).toContain('Exporte von mehr als 1.000 Zeilen müssen freigegeben werden.');
    expect(card.text(`job-${jobId(2)}`)).toContain('Die Datei wurde zurückgenommen, weil ein Kontakt aus Datenschutzgründen gelöscht wurde');
  });

  it('names every system that does not answer, also two of one name', async () => {
    const backend = fakeBackend();
    const problem = { sourceTitle: 'ERP', message: 'The database does not answer.', fix: 'Try again in a few minutes.' };
    backend.answer('list-tables', () => ({ tables: [contacts], related: [], actions: [], problems: [problem, { ...problem, message: 'The database took too long.' }] }));
    const card = renderCard('sidebar', backend, GRETA);
    await card.has('problem-ERP');

    expect(card.wholeText()).toContain('Die Datenbank antwortet nicht.');
    expect(card.wholeText()).toContain('Die Datenbank hat zu lange gebraucht.');
  });

  it('shows a sentence nobody has translated as it is, and keeps the link that helps', async () => {
    const backend = fakeBackend();
    const fix = 'Ask a HubSpot admin to connect Siderail again: https://siderail.example/oauth/install?portalId=1';
    backend.answer('list-tables', () => ({ tables: [contacts], related: [], actions: [], problems: [{ sourceTitle: 'ERP', message: 'The pump is dry.', fix }] }));
    const card = renderCard('sidebar', backend, GRETA);
    await card.has('problem-ERP');

    expect(card.text('problem-ERP')).toBe('The pump is dry. Was zu tun ist: Bitten Sie jemanden mit HubSpot-Administratorrechten, Siderail neu zu verbinden: https://siderail.example/oauth/install?portalId=1');
  });
});

it('has every sentence of the closed list of errors in German', () => {
  const english = [...Object.values(ERROR_CODES).flatMap(({ userMessage, fix }) => [userMessage, fix]), ...Object.values(cardErrors).flatMap(({ message, fix }) => [message, fix])];

  expect(english.filter((sentence) => sayInCard('de', sentence) === sentence)).toEqual([]);
});

describe('an export that somebody has to approve', () => {
  it('says so before the click and after it (S0.27)', async () => {
    const backend = fakeBackend();
    const why = 'Exports of more than 1,000 rows have to be approved.';
    backend.answer('estimate-export', () => ({ rows: 1204, bytes: 14_000, seconds: 1, apiCalls: 2, lane: 'background', approval: why }));
    const { ahead: _ahead, waiting: _waiting, ...job } = jobs.queued(1) as Extract<ReturnType<typeof jobs.queued>, { state: 'queued' }>;
    const held = { ...job, state: 'held' as const, approval: { why, rows: 1204, expiresAt: '2030-01-01T00:00:00.000Z' } };
    backend.answer('start-export', () => ({ job: held, link: null }));
    const card = renderCard('tab', backend);
    await card.has('export-approval');
    expect(card.text('export-approval')).toBe(`${why} Your click asks for the approval.`);

    card.click('export-button');

    await card.has('export-held');
    expect(card.text('export-held')).toContain('Nothing leaves HubSpot before somebody has agreed.');
  });
});
