import type { Share, SharedFile } from '#contract';
import { describe, expect, it } from 'vitest';
import { ExportsPage } from '../../../hubspot-project/app/pages/exports/exports-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';
import { jobId, jobs } from '../support/samples.ts';

const ADA = { userId: '502', name: 'Ada Admin', email: 'ada.admin@acme.example' };
const SHARE_ID = '00000000-0000-4000-8000-000000000777';
const share = (change: Partial<Share> = {}): Share => ({ id: SHARE_ID, colleague: ADA, note: null, since: '2026-11-28T09:00:00.000Z', opened: 0, downloaded: 0, mail: 'sent', problem: null, ...change });
const file = (change: Partial<SharedFile> = {}): SharedFile => ({
  shareId: SHARE_ID, title: 'Orders', sharedBy: { name: 'Ben Buyer', email: 'ben.buyer@acme.example' }, sharedAt: '2026-11-28T09:00:00.000Z', note: 'Row 7, <b>please</b>', fileName: 'orders.csv',
  rows: 1204, bytes: 230_000, complete: true, expiresAt: '2030-12-05T09:00:00.000Z', ...change,
});
const refused = (message: string, fix: string) => ({ ok: false, error: { code: 'access.refused', message, fix, supportCode: 'ABCD-EFGH' } }) as const;

async function openPanel(language = 'en') {
  const backend = fakeBackend();
  backend.answer('list-jobs', () => ({ jobs: [jobs.ready(3), jobs.running(4, 10)] }));
  backend.answer('list-shares', () => ({ shares: [] }));
  backend.answer('list-colleagues', () => ({ colleagues: [ADA], more: false }));
  const page = renderPage(ExportsPage, backend, { language });
  await page.has(`share-${jobId(3)}`);
  page.fire(`share-panel-${jobId(3)}`, 'onOpen');
  await page.has('colleague');
  await page.until(() => expect(page.get('colleague').props['options']).toEqual([{ label: 'Ada Admin (ada.admin@acme.example)', value: '502' }]));
  return { backend, page };
}

describe('sharing a finished export from the inbox (P1)', () => {
  it('is offered for a ready file only, and asks nobody before its panel is open', async () => {
    const { backend, page } = await openPanel();

    expect(page.maybe(`share-${jobId(4)}`)).toBeNull();
    expect(backend.sent('list-shares')).toEqual([{ jobId: jobId(3) }]);
    expect(page.get(`share-now-${jobId(3)}`).props).toMatchObject({ disabled: true, variant: 'primary' });
  });

  it('goes to the colleague who was looked for, with a sentence, and then says since when and whether they have it', async () => {
    const { backend, page } = await openPanel();
    backend.answer('share-export', () => ({ share: share() }));
    page.fire('colleague-search', 'onInput', 'ada');
    await page.until(() => expect(backend.sent('list-colleagues').at(-1)).toEqual({ search: 'ada' }));
    page.fire('colleague', 'onChange', '502');
    page.fire('share-note', 'onInput', ' Row 7, please ');
    await page.until(() => expect(page.get(`share-now-${jobId(3)}`).props['disabled']).toBe(false));
    backend.answer('list-shares', () => ({ shares: [share({ downloaded: 2, opened: 3 })] }));
    page.click(`share-now-${jobId(3)}`);
    await page.has(`shared-with-${SHARE_ID}`);

    expect(backend.sent('share-export')).toEqual([{ requestId: expect.any(String) as string, jobId: jobId(3), userId: '502', note: 'Row 7, please' }]);
    expect(page.text(`shared-with-${SHARE_ID}`)).toMatch(/Ada Admin.*Stop sharing.*since .* · e-mail sent · downloaded 2 times/);
    backend.answer('stop-share', () => ({ stopped: true }));
    backend.answer('list-shares', () => ({ shares: [] }));
    page.click(`stop-share-${SHARE_ID}`);
    await page.until(() => expect(page.maybe('shares')).toBeNull());
    expect(backend.sent('stop-share')).toEqual([{ shareId: SHARE_ID }]);
  });

  it('says in German why somebody may not have the file, and who can change it', async () => {
    const { backend, page } = await openPanel('de');
    backend.answer('share-export', () => refused('Ada Admin may not see “Net” of “Orders”, and this file shows it.', 'Export again without this column, or ask a Siderail admin of your HubSpot account: they decide who may see what.'));
    page.fire('colleague', 'onChange', '502');
    await page.until(() => expect(page.get(`share-now-${jobId(3)}`).props['disabled']).toBe(false));
    page.click(`share-now-${jobId(3)}`);
    await page.has('share-error');

    expect(page.text('share-error')).toMatch(/Ada Admin darf „Net“ aus „Orders“ nicht sehen, und diese Datei zeigt es\..*ohne diese Spalte, oder fragen Sie/);
  });

  it('tries again for the same person with the same click when the answer got lost, so that nothing happens twice (S0.18)', async () => {
    const { backend, page } = await openPanel();
    backend.answer('share-export', (_body, count) => {
      if (count === 1) throw new Error('never arrived');
      return { share: share() };
    });
    page.fire('colleague', 'onChange', '502');
    await page.until(() => expect(page.get(`share-now-${jobId(3)}`).props['disabled']).toBe(false));
    page.click(`share-now-${jobId(3)}`);
    await page.has('share-error');
    page.click(`share-now-${jobId(3)}`);
    await page.until(() => expect(page.maybe('share-error')).toBeNull());

    const [first, second] = backend.sent('share-export');
    expect(second).toEqual(first);
  });
});

describe('what colleagues share with the person', () => {
  it('stands above their own exports with whose it is and their sentence as text, and gives a link (P1, T54)', async () => {
    const backend = fakeBackend();
    backend.answer('list-shared', () => ({ files: [file(), file({ shareId: '00000000-0000-4000-8000-000000000778', note: null, complete: false })], next: null }));
    backend.answer('create-share-link', () => ({ url: 'https://files.example/one', expiresAt: '2030-01-01T00:00:00.000Z' }));
    const page = renderPage(ExportsPage, backend);
    await page.has(`shared-file-${SHARE_ID}`);

    expect(page.text(`shared-file-${SHARE_ID}`)).toMatch(/Orders.*Shared by Ben Buyer.*“Row 7, <b>please<\/b>”.*1,204 rows · 230 KB/);
    expect(page.text('shared-file-00000000-0000-4000-8000-000000000778')).toContain('Not complete; the certificate says why');
    page.click(`shared-get-link-${SHARE_ID}`);
    await page.has(`shared-link-${SHARE_ID}`);
    expect(backend.sent('create-share-link')).toEqual([{ shareId: SHARE_ID }]);
  });

  it('leaves the list when its link is refused because the sharing ended', async () => {
    const backend = fakeBackend();
    backend.answer('list-shared', (_body, count) => ({ files: count === 1 ? [file()] : [], next: null }));
    backend.answer('create-share-link', () => refused('This file is not shared any more.', 'Refresh the list. If you still need the file, ask whoever shared it.'));
    const page = renderPage(ExportsPage, backend, { language: 'de' });
    await page.has(`shared-file-${SHARE_ID}`);
    page.click(`shared-get-link-${SHARE_ID}`);
    await page.has(`shared-error-${SHARE_ID}`);
    expect(page.text(`shared-error-${SHARE_ID}`)).toContain('Diese Datei wird nicht mehr geteilt.');

    page.click(`shared-error-${SHARE_ID}-try-again`);
    await page.until(() => expect(page.maybe('shared-files')).toBeNull());
  });
});
