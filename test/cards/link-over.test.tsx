import { describe, expect, it, vi } from 'vitest';
import type { Job } from '#contract';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import { certificate, jobId, jobs, sourceDown } from './support/samples.ts';

const AN_HOUR_MS = 3_600_000;
const inAnHour = (): string => new Date(Date.now() + AN_HOUR_MS).toISOString();

/** An hour later by the clock, as after a night with the lid closed: only the last timer runs. */
async function passAnHour(): Promise<void> {
  vi.setSystemTime(Date.now() + AN_HOUR_MS);
  await vi.advanceTimersByTimeAsync(30_000);
}

describe('a link whose time is over while it stands on the card (D6)', () => {
  it('is replaced by what happened and a button that gets another one, in the list of exports', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    backend.answer('list-jobs', () => ({ jobs: [jobs.ready(1)] }));
    backend.answer('create-link', (_, count) => ({ url: `https://app.siderail.example/d/${count}`, expiresAt: inAnHour() }));
    const card = renderCard('sidebar', backend);
    await card.has(`job-get-link-${jobId(1)}`);
    card.click(`job-get-link-${jobId(1)}`);
    await card.has(`job-link-${jobId(1)}`);

    await passAnHour();

    await card.has(`job-link-over-${jobId(1)}`);
    expect(card.maybe(`job-link-${jobId(1)}`)).toBeNull();
    expect(card.text(`job-link-over-${jobId(1)}`)).toMatch(/^The link worked until .+ and opens no more\.\s*Get a new link$/);
    card.click(`job-link-over-${jobId(1)}-renew`);
    await card.has(`job-link-${jobId(1)}`);
    expect(card.get(`job-link-${jobId(1)}`).props['href']).toEqual({ url: 'https://app.siderail.example/d/2', external: true });
  });

  it('is replaced where it came with the click, and says why no other one could be had', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    backend.answer('start-export', () => ({ job: jobs.ready(1), link: { url: 'https://app.siderail.example/d/1', expiresAt: inAnHour() } }));
    backend.answer('create-link', (_, count) => (count === 1 ? { ok: false, error: sourceDown } : { url: 'https://app.siderail.example/d/2', expiresAt: inAnHour() }));
    const card = renderCard('tab', backend);
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));
    card.click('export-button');
    await card.has('export-link');

    await passAnHour();

    await card.has('export-link-over');
    expect(card.maybe('export-link')).toBeNull();
    card.click('export-link-over-renew');
    await card.has('export-link-error');
    card.click('export-link-over-renew');
    await card.has('export-link');
    expect(card.get('export-link').props['href']).toEqual({ url: 'https://app.siderail.example/d/2', external: true });
    expect(card.maybe('export-link-error')).toBeNull();
  });

  it('is replaced where it leads to the list of left-out rows (D9)', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    const left: Job = { ...(jobs.ready(1) as Extract<Job, { state: 'ready' }>), certificate: { ...certificate, complete: false, skipped: 3 } };
    backend.answer('list-jobs', () => ({ jobs: [left] }));
    backend.answer('create-repair-link', (_, count) => ({ url: `https://api.siderail.example/repairs/${count}`, expiresAt: inAnHour() }));
    const card = renderCard('sidebar', backend);
    await card.has(`job-get-repair-link-${left.id}`);
    card.click(`job-get-repair-link-${left.id}`);
    await card.has(`job-repair-link-${left.id}`);

    await passAnHour();

    await card.has(`job-repair-link-over-${left.id}`);
    card.click(`job-repair-link-over-${left.id}-renew`);
    await card.has(`job-repair-link-${left.id}`);
    expect(card.get(`job-repair-link-${left.id}`).props['href']).toEqual({ url: 'https://api.siderail.example/repairs/2', external: true });
  });
});
