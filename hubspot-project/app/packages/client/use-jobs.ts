import type { Job, WireError } from '@siderail/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Backend } from './create-backend.ts';
import { isActiveJob } from './is-active-job.ts';
import { mayChange } from './may-change.ts';
import { mergeJob } from './merge-job.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;
const GROWTH = 1.5;

export type JobList =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly jobs: readonly Job[]; readonly staleBecause: WireError | null; /** There are more than these. */ readonly older: boolean };

export type UseJobs = {
  readonly list: JobList;
  readonly reload: () => void;
  /** Takes in a job that an answer brought, and watches it to its end. */
  readonly track: (job: Job) => void;
};

export type UseJobsOptions = {
  readonly backend: Backend;
  /** Called once for each watched job that becomes ready or failed. */
  readonly onFinished: (job: Job) => void;
  /**
   * `own`: only jobs of this card are watched. `found`: also those already running when the card opened. Two cards
   * of one record page cannot see each other, so only one of them may be `found`, or the person is told twice.
   */
  readonly watch: 'own' | 'found';
};

/** The caller's jobs, asked for again (after 1 s, growing to 5 s) only while one of them, or its mail, can still change. */
export function useJobs({ backend, onFinished, watch }: UseJobsOptions): UseJobs {
  // `turn` rises with every answer, so that the next wait begins even when nothing in the list has changed.
  const [{ list, turn }, setState] = useState<{ list: JobList; turn: number }>({ list: { status: 'loading' }, turn: 0 });
  const watched = useRef(new Set<string>());
  const wait = useRef(FIRST_WAIT_MS);
  const opened = useRef(false);
  const newest = useRef(0);
  const finished = useRef(onFinished);
  finished.current = onFinished;

  const read = useCallback(async () => {
    const number = ++newest.current;
    const outcome = await backend('list-jobs', {});
    if (number !== newest.current) return;
    if (!outcome.ok) {
      setState((before) => ({ list: { status: 'ready', jobs: jobsOf(before.list), staleBecause: outcome.error, older: olderThan(before.list) }, turn: number }));
      return;
    }
    const { jobs, older = false } = outcome.data;
    if (!opened.current && watch === 'found') for (const job of jobs) if (isActiveJob(job)) watched.current.add(job.id);
    opened.current = true;
    setState({ list: { status: 'ready', jobs, staleBecause: null, older }, turn: number });
    for (const job of jobs) {
      if (isActiveJob(job) || !watched.current.delete(job.id)) continue;
      if (job.state === 'ready' || job.state === 'shown' || job.state === 'failed') finished.current(job);
    }
  }, [backend, watch]);

  useEffect(() => {
    void read();
    return () => {
      newest.current += 1;
    };
  }, [read]);

  const open = jobsOf(list).some((job) => mayChange(job, Date.now()));
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => void read(), wait.current);
    wait.current = Math.min(wait.current * GROWTH, LONGEST_WAIT_MS);
    return () => clearTimeout(timer);
  }, [open, turn, read]);

  const reload = useCallback(() => {
    wait.current = FIRST_WAIT_MS;
    void read();
  }, [read]);

  const track = useCallback((job: Job) => {
    // An answer asked for before this job existed must not push it off the list again.
    const number = ++newest.current;
    wait.current = FIRST_WAIT_MS;
    if (isActiveJob(job)) watched.current.add(job.id);
    else watched.current.delete(job.id);
    setState((before) => ({ list: { status: 'ready', jobs: mergeJob(jobsOf(before.list), job), staleBecause: null, older: olderThan(before.list) }, turn: number }));
    if (!opened.current) void read();
  }, [read]);

  return { list, reload, track };
}

function jobsOf(list: JobList): readonly Job[] {
  return list.status === 'ready' ? list.jobs : [];
}

function olderThan(list: JobList): boolean {
  return list.status === 'ready' && list.older;
}
