import { describe, expect, it } from 'vitest';
import { ExportPage } from '../../../hubspot-project/app/pages/exports/export-page.tsx';
import { ExportsPage } from '../../../hubspot-project/app/pages/exports/exports-page.tsx';
import { fakeBackend } from '../support/fake-backend.ts';
import { renderPage } from '../support/render-page.tsx';
import { jobId, jobs } from '../support/samples.ts';

describe('the app’s page of all exports', () => {
  it('counts what runs, is ready or needs the person, and lists every export with what can be done (P1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(4, 125_000), jobs.ready(3), jobs.failed(2), jobs.cancelled(1)] }));
    const page = renderPage(ExportsPage, backend);
    await page.has(`job-${jobId(4)}`);

    expect(page.wholeText()).toContain('My exports');
    expect(page.all().filter(({ name }) => name === 'StatisticsItem').map(({ props }) => `${String(props['label'])}: ${String(props['number'])}`)).toEqual([
      'Running: 1', 'Ready: 1', 'Need you: 1', 'Rows in your files: 250,000',
    ]);
    for (const button of ['job-cancel-' + jobId(4), 'job-get-link-' + jobId(3), 'job-retry-' + jobId(2), 'job-part-' + jobId(1)]) page.get(button);
    expect(page.get(`details-${jobId(3)}`).props).toMatchObject({ to: '/exports/:id', params: { id: jobId(3) } });
  });

  it('shows older exports a page at a press, and stops offering them at the end (P1)', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', ({ before }) => (before === undefined ? { jobs: [jobs.ready(3)], older: true } : { jobs: [jobs.ready(before === jobId(3) ? 2 : 1)], older: before === jobId(3) }));
    const page = renderPage(ExportsPage, backend);
    await page.has('older-exports');

    await page.click('older-exports');
    await page.has(`job-${jobId(2)}`);
    await page.click('older-exports');
    await page.has(`job-${jobId(1)}`);

    expect(backend.sent('list-jobs')).toEqual([{}, { before: jobId(3) }, { before: jobId(2) }]);
    expect(page.wholeText()).not.toContain('Show older exports');
  });

  it('loses none of the exports shown when a new one pushes the last of the newest out (P1)', async () => {
    const backend = fakeBackend();
    let newest = [jobs.ready(3), jobs.ready(2)];
    backend.answer('list-jobs', ({ before }) => ({ jobs: before === undefined ? newest : before === jobId(2) ? [jobs.ready(1)] : [jobs.ready(2), jobs.ready(1)], older: before === undefined }));
    backend.answer('rerun-export', () => {
      newest = [jobs.running(4, 10), jobs.ready(3)];
      return { job: jobs.running(4, 10), link: null };
    });
    const page = renderPage(ExportsPage, backend);
    await page.has('older-exports');
    await page.click('older-exports');
    await page.has(`job-${jobId(1)}`);
    await page.click(`job-rerun-${jobId(3)}`);
    await page.until(() => expect(backend.sent('list-jobs').at(-1)).toEqual({ before: jobId(3) }));

    await page.until(() => expect(page.all().flatMap(({ props }) => (/^job-[\d-]{36}$/.test(String(props['testId'])) ? [props['testId']] : []))).toEqual([4, 3, 2, 1].map((number) => `job-${jobId(number)}`)));
  });

  it('says how to begin when there is nothing yet', async () => {
    const page = renderPage(ExportsPage, fakeBackend());

    await page.until(() => expect(page.wholeText()).toContain('press Export. It shows up here.'));
    expect(page.all().filter(({ name }) => name === 'EmptyState').map(({ props }) => props['title'])).toEqual(['You have no exports yet']);
  });

  it('speaks German to a person whose HubSpot does, in every state of an export', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(4, 125_000), jobs.ready(3), jobs.failed(2), jobs.paused(1)] }));
    const page = renderPage(ExportsPage, backend, { language: 'de' });
    await page.has(`job-${jobId(4)}`);

    expect(page.wholeText()).toMatch(/Meine Exporte.*Zeilen werden gelesen · 125\.000 von 250\.000 Zeilen.*Vollständig.*Wiederholen.*Pausiert/);
  });
});

describe('the page of one export', () => {
  it('shows the proof that the file is complete, and the notices that went out', async () => {
    const backend = fakeBackend();
    backend.answer('get-job', () => ({ job: jobs.ready(3) }));
    const page = renderPage(ExportPage, backend, { params: { id: jobId(3) } });
    await page.has('proof');

    expect(backend.sent('get-job')).toEqual([{ jobId: jobId(3) }]);
    expect(page.text('proof')).toMatch(/250,000.*SHA-256 of the file/);
    expect(page.wholeText()).toContain('Ready, by e-mail: sent');
  });

  it('goes on with the new export when it is asked for again, and gives no link of the old one for it (S0.15)', async () => {
    const backend = fakeBackend();
    backend.answer('get-job', ({ jobId: id }) => ({ job: id === jobId(3) ? jobs.ready(3) : jobs.ready(4) }));
    backend.answer('create-link', () => ({ url: 'https://files.example/old', expiresAt: '2030-01-01T00:00:00.000Z' }));
    backend.answer('rerun-export', () => ({ job: jobs.running(4, 10), link: null }));
    const page = renderPage(ExportPage, backend, { params: { id: jobId(3) } });
    await page.has(`job-rerun-${jobId(3)}`);
    await page.click(`job-rerun-${jobId(3)}`);

    await page.has(`job-cancel-${jobId(4)}`);
    await page.has(`job-get-link-${jobId(4)}`);
    expect(backend.sent('get-job')).toEqual([{ jobId: jobId(3) }, { jobId: jobId(4) }]);
    expect(page.maybe(`job-link-${jobId(4)}`)).toBeNull();
  });

  it('answers an export of somebody else as one that does not exist, with a way on (T13)', async () => {
    const backend = fakeBackend();
    backend.answer('get-job', () => ({ ok: false, error: { code: 'job.unknown', message: 'There is no such export.', fix: 'Look in My exports.', supportCode: 'ABCD-EFGH' } }));
    const page = renderPage(ExportPage, backend, { params: { id: jobId(9) } });
    await page.has('export-error');

    expect(page.text('export-error-message')).toBe('There is no such export.');
    expect(page.text('export-error-support-code')).toBe('Support code: ABCD-EFGH');
  });
});
