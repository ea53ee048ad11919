import { describe, expect, it, vi } from 'vitest';
import { fakeBackend } from './support/fake-backend.ts';
import { renderCard } from './support/render-card.tsx';
import type { Job } from '#contract';
import { certificate, jobId, jobs, sourceDown, storeFull } from './support/samples.ts';

const openInbox = async (card: ReturnType<typeof renderCard>) => {
  await card.until(() => expect(card.get('my-exports').props['title']).not.toBe('My exports'));
};

/** Lets time pass in small steps: React draws between them, as it would in a browser. */
async function pass(milliseconds: number) {
  for (let passed = 0; passed < milliseconds; passed += 100) await vi.advanceTimersByTimeAsync(100);
}

describe('my exports', () => {
  it('shows progress, rows and time left, then Ready without a reload, and says so once (S0.6)', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    const answers = [jobs.running(1, 60_000), jobs.running(1, 180_000), jobs.ready(1), jobs.ready(1)];
    backend.answer('list-jobs', (_, count) => ({ jobs: [answers[Math.min(count, answers.length) - 1] ?? jobs.ready(1)] }));
    const card = renderCard('sidebar', backend);
    await vi.advanceTimersByTimeAsync(10);
    expect(card.text(`job-state-${jobId(1)}`)).toBe('Running');
    expect(card.text(`job-rows-${jobId(1)}`)).toBe('Reading rows · 60,000 of 250,000 rows · about 2 min left');
    expect(card.get(`job-progress-${jobId(1)}`).props).toMatchObject({ value: 60_000, maxValue: 250_000 });

    await vi.advanceTimersByTimeAsync(1_000);
    expect(card.text(`job-rows-${jobId(1)}`)).toContain('180,000 of 250,000 rows');
    await vi.advanceTimersByTimeAsync(1_500);

    expect(card.text(`job-state-${jobId(1)}`)).toBe('Ready');
    expect(card.text(`job-file-${jobId(1)}`)).toBe('Complete: 250,000 of 250,000 rows · 48 MB · made in 4 min');
    expect(card.wholeText()).toContain('E-mail sent');
    expect(card.actions.addAlert.calls).toEqual([
      [{ type: 'success', title: 'Export ready', message: 'Orders 1 is ready. Choose Get link in My exports.' }],
    ]);
  });

  it('asks again ever more slowly while something runs, and not at all once nothing does', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    let job = jobs.running(1, 0);
    backend.answer('list-jobs', () => ({ jobs: [job] }));
    renderCard('tab', backend);

    await pass(60_000);
    const whileRunning = backend.sent('list-jobs').length;
    expect(whileRunning).toBeGreaterThanOrEqual(12);
    expect(whileRunning).toBeLessThanOrEqual(16);

    job = jobs.ready(1);
    await pass(6_000);
    const atEnd = backend.sent('list-jobs').length;
    await pass(120_000);
    expect(backend.sent('list-jobs')).toHaveLength(atEnd);
  });

  it('asks on while the mail is on its way, so that its delivery shows without a reload, but not for ever (S0.6, S0.8)', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    const ready = { ...jobs.ready(1), finishedAt: new Date().toISOString() };
    const pending = { ...ready, notices: [{ kind: 'ready', channel: 'email', state: 'pending' } as const] };
    backend.answer('list-jobs', (_, count) => ({ jobs: [count === 1 ? pending : ready] }));
    const card = renderCard('sidebar', backend);
    await vi.advanceTimersByTimeAsync(10);
    expect(card.wholeText()).not.toContain('E-mail sent');
    await vi.advanceTimersByTimeAsync(1_100);
    expect(card.wholeText()).toContain('E-mail sent');

    const stuck = fakeBackend();
    stuck.answer('list-jobs', () => ({ jobs: [pending] }));
    renderCard('sidebar', stuck);
    await pass(90_000);
    const atEnd = stuck.sent('list-jobs').length;
    await pass(120_000);
    expect(stuck.sent('list-jobs')).toHaveLength(atEnd);
  });

  it('stops asking when the person leaves the page', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(1, 0)] }));
    const card = renderCard('tab', backend);
    await pass(3_000);

    card.unmount();
    const atLeave = backend.sent('list-jobs').length;
    await pass(60_000);
    expect(atLeave).toBeGreaterThan(1);

    expect(backend.sent('list-jobs')).toHaveLength(atLeave);
  });

  it('shows a running export without a click to somebody who comes back', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(2, 10), jobs.ready(1), jobs.failed(3)] }));
    const card = renderCard('tab', backend);

    await card.until(() => expect(card.get('my-exports').props['open']).toBe(true));
    expect(card.get('my-exports').props['title']).toBe('My exports · 1 running · 1 ready · 1 failed');
  });

  it('shows of a failed job the reason, the next step and the support code, and retries it (S0.9, S0.20, S0.21)', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.failed(1)] }));
    backend.answer('retry-job', () => ({ job: jobs.queued(1) }));
    const card = renderCard('tab', backend);
    await openInbox(card);
    expect(card.text(`job-state-${jobId(1)}`)).toBe('Failed');
    expect(card.text(`job-reason-${jobId(1)}`)).toBe(sourceDown.message);
    expect(card.text(`job-fix-${jobId(1)}`)).toBe('What to do: Try again in a few minutes.');
    expect(card.text(`job-support-code-${jobId(1)}`)).toBe('Support code: SR-7Q2M');

    card.click(`job-retry-${jobId(1)}`);

    await card.until(() => expect(card.text(`job-state-${jobId(1)}`)).toBe('Waiting'));
    expect(backend.sent('retry-job')).toEqual([{ jobId: jobId(1) }]);
  });

  it('says once when a retried job fails again (S0.9)', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    backend.answer('list-jobs', () => ({ jobs: [jobs.failed(1)] }));
    backend.answer('retry-job', () => ({ job: jobs.queued(1) }));
    const card = renderCard('tab', backend);
    await vi.advanceTimersByTimeAsync(10);

    card.click(`job-retry-${jobId(1)}`);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(card.actions.addAlert.calls).toHaveLength(1);
    expect(card.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'danger', title: 'Export failed' });
  });

  it('cancels a running job and says how far it came', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.running(1, 120_000)] }));
    backend.answer('cancel-job', () => ({ job: jobs.cancelled(1) }));
    const card = renderCard('tab', backend);
    await openInbox(card);

    card.click(`job-cancel-${jobId(1)}`);

    await card.until(() => expect(card.text(`job-state-${jobId(1)}`)).toBe('Cancelled'));
    expect(card.text(`job-${jobId(1)}`)).toContain('Stopped after 120,000 rows. There is no file.');
    expect(card.actions.addAlert.calls).toEqual([]);
  });

  it('shows that a job is paused, why, since when, and that it goes on by itself (F4)', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    const answers = [jobs.running(1, 60_000), jobs.paused(1), { ...jobs.running(1, 60_000), waiting: storeFull } as Job, jobs.running(1, 61_000)];
    backend.answer('list-jobs', (_, count) => ({ jobs: [answers[Math.min(count, answers.length) - 1]!] }));
    const card = renderCard('tab', backend);
    await vi.advanceTimersByTimeAsync(10);

    for (let again = 0; again < 2; again += 1) {
      await vi.advanceTimersByTimeAsync(again === 0 ? 1_000 : 1_500);
      expect(card.text(`job-state-${jobId(1)}`)).toBe('Paused');
      expect(card.text(`job-wait-${jobId(1)}`)).toContain(storeFull.message);
      expect(card.text(`job-wait-${jobId(1)}`)).toContain('nothing is lost');
      expect(card.text(`job-wait-${jobId(1)}`)).toMatch(/Since .+\. It tries again by itself and goes on where it stopped\./);
      expect(card.maybe(`job-cancel-${jobId(1)}`)).not.toBeNull();
    }
    await vi.advanceTimersByTimeAsync(5_000);

    expect(card.text(`job-state-${jobId(1)}`)).toBe('Running');
    expect(card.maybe(`job-wait-${jobId(1)}`)).toBeNull();
    expect(card.actions.addAlert.calls).toEqual([]);
  });

  it.each(['failed', 'cancelled'] as const)('makes a file of what a %s export had read, and says that it is a part', async (state) => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs[state](1)] }));
    backend.answer('finish-partial', () => ({ job: { ...jobs.ready(1), partial: true, rows: 120_000, certificate: { ...certificate, complete: false, upstream: 120_000, written: 120_000 } } as Job }));
    const card = renderCard('tab', backend);
    await card.has(`job-${jobId(1)}`);
    expect(card.text(`job-${jobId(1)}`)).toMatch(/The 120,000 rows that were read are kept until .+/);

    card.click(`job-part-${jobId(1)}`);

    await card.until(() => expect(card.text(`job-file-${jobId(1)}`)).toBe('Only a part: 120,000 rows; the certificate says where it stopped · 48 MB · made in 4 min'));
    expect(backend.sent('finish-partial')).toEqual([{ jobId: jobId(1) }]);
  });

  it('offers no part where nothing is kept', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [{ ...jobs.cancelled(1), kept: null } as Job] }));
    const card = renderCard('tab', backend);
    await card.has(`job-${jobId(1)}`);

    expect(card.maybe(`job-part-${jobId(1)}`)).toBeNull();
  });

  it('makes a fresh link to a ready file on request', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.ready(1)] }));
    backend.answer('create-link', () => ({ url: 'https://app.siderail.example/d/xyz', expiresAt: '2030-01-01T10:00:00.000Z' }));
    const card = renderCard('tab', backend);
    await openInbox(card);
    expect(card.maybe(`job-link-${jobId(1)}`)).toBeNull();

    card.click(`job-get-link-${jobId(1)}`);

    await card.has(`job-link-${jobId(1)}`);
    expect(card.get(`job-link-${jobId(1)}`).props['href']).toEqual({ url: 'https://app.siderail.example/d/xyz', external: true });
  });

  it('stops all links to a file on request, the shown one too (T51)', async () => {
    const backend = fakeBackend();
    backend.answer('list-jobs', () => ({ jobs: [jobs.ready(1)] }));
    backend.answer('create-link', () => ({ url: 'https://app.siderail.example/d/xyz', expiresAt: '2030-01-01T10:00:00.000Z' }));
    backend.answer('revoke-links', () => ({ revoked: 2 }));
    const card = renderCard('tab', backend);
    await openInbox(card);
    card.click(`job-get-link-${jobId(1)}`);
    await card.has(`job-stop-links-${jobId(1)}`);

    card.click(`job-stop-links-${jobId(1)}`);

    await card.has(`job-get-link-${jobId(1)}`);
    expect(card.maybe(`job-link-${jobId(1)}`)).toBeNull();
    expect(backend.sent('revoke-links')).toEqual([{ jobId: jobId(1) }]);
  });

  it('keeps the list and says that it may be old when the backend does not answer', async () => {
    const backend = fakeBackend();
    vi.useFakeTimers();
    backend.answer('list-jobs', (_, count) => (count === 2 ? { ok: false, error: sourceDown } : { jobs: [jobs.running(1, count)] }));
    const card = renderCard('tab', backend);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(card.text('jobs-stale')).toContain('SR-7Q2M');
    expect(card.text(`job-state-${jobId(1)}`)).toBe('Running');

    await vi.advanceTimersByTimeAsync(5_000);

    expect(card.maybe('jobs-stale')).toBeNull();
  });

  it('does not lose older jobs when an export starts before the list has come', async () => {
    const backend = fakeBackend();
    let release = () => {};
    const slow = new Promise<void>((resolve) => (release = resolve));
    backend.answer('list-jobs', async (_, count) => {
      if (count === 1) await slow;
      return { jobs: count === 1 ? [jobs.ready(9)] : [jobs.ready(1), jobs.ready(9)] };
    });
    backend.answer('start-export', () => ({ job: jobs.ready(1), link: null }));
    const card = renderCard('tab', backend);
    await card.has('data-table');
    await card.until(() => expect(card.text('export-button')).toBe('Get 1,204 rows'));

    card.click('export-button');
    release();

    await card.has(`job-${jobId(1)}`);
    await card.has(`job-${jobId(9)}`);
  });
});

describe('rows that an export left out', () => {
  it('can be read again, or corrected in a list, from the inbox (D9)', async () => {
    const backend = fakeBackend();
    const left: Job = { ...(jobs.ready(1) as Extract<Job, { state: 'ready' }>), certificate: { ...certificate, complete: false, skipped: 3 } };
    const again: Job = { ...jobs.ready(2), title: 'Orders, left-out rows', repairs: left.id };
    backend.answer('list-jobs', () => ({ jobs: [left] }));
    backend.answer('repair-export', () => ({ job: again, link: null }));
    backend.answer('create-repair-link', () => ({ url: 'https://api.siderail.example/repairs/token', expiresAt: '2030-11-22T09:00:00.000Z' }));
    const card = renderCard('sidebar', backend);
    await card.has(`job-repair-${left.id}`);
    expect(card.text(`job-repair-${left.id}`)).toBe('Read the 3 left-out rows again');

    card.click(`job-get-repair-link-${left.id}`);
    await card.has(`job-repair-link-${left.id}`);
    card.click(`job-repair-${left.id}`);
    await card.has(`job-repairs-${again.id}`);

    expect(backend.sent('repair-export')).toEqual([{ requestId: expect.any(String), jobId: left.id }]);
    expect(card.text(`job-${again.id}`)).toContain('Reads again what an earlier export left out.');
  });
});

describe('an export that has ended', () => {
  it.each([['ready', jobs.ready(1)], ['cancelled', jobs.cancelled(1)]] as const)('and is %s can be run again from where it stands', async (_state, ended) => {
    const backend = fakeBackend();
    const again = jobs.queued(2);
    backend.answer('list-jobs', () => ({ jobs: [ended] }));
    backend.answer('rerun-export', () => ({ job: again, link: null }));
    const card = renderCard('sidebar', backend);
    await card.has(`job-rerun-${ended.id}`);
    expect(card.text(`job-rerun-${ended.id}`)).toBe('Run again');

    card.click(`job-rerun-${ended.id}`);
    await card.has(`job-${again.id}`);

    expect(backend.sent('rerun-export')).toEqual([{ requestId: expect.any(String), jobId: ended.id }]);
    await card.has(`job-${ended.id}`);
  });
});
