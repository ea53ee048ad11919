import { expect, it } from 'vitest';
import type { Job } from '#contract';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { certificate, jobId, jobs } from './support/samples.ts';

it.each([
  [{ upstream: 154, written: 144, skipped: 0, complete: true }, /^Complete: 144 of 144 rows, 10 more did not meet the filters · /],
  [{ upstream: 144, written: 144, skipped: 0, outsideFilters: 60, complete: true }, /^Complete: 144 of 144 rows, 60 more did not meet the filters · /],
  [{ upstream: 144, written: 144, skipped: 0, complete: true }, /^Complete: 144 of 144 rows · /],
  [{ upstream: 154, written: 141, skipped: 3, complete: false }, /^141 of 144 rows, 3 left out; the certificate says why · /],
])('a file says how many rows belong in it, and counts those that do not meet the filters apart (S0.16, S1.13): %o', async (rows, line) => {
  const backend = fakeBackend();
  const job: Job = { ...(jobs.ready(1) as Extract<Job, { state: 'ready' }>), certificate: { ...certificate, ...rows } };
  backend.answer('list-jobs', () => ({ jobs: [job] }));
  const card = renderCard('tab', backend);
  await card.has(`job-${jobId(1)}`);

  await card.until(() => expect(card.text(`job-file-${jobId(1)}`)).toMatch(line));
});
