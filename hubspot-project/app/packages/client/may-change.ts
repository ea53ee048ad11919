import type { Job } from '@siderail/contract';
import { isActiveJob } from './is-active-job.ts';

/** A mail that is not out by then was refused; its later tries are seen at the next look. */
const MAIL_TAKES_MS = 60_000;

/** True while asking again may show something new: the job runs, or its last mail is on its way. */
export function mayChange(job: Job, now: number): boolean {
  if (isActiveJob(job)) return true;
  if (job.state === 'queued' || job.state === 'held' || job.state === 'running' || !job.notices.some(({ state }) => state === 'pending')) return false;
  return now - Date.parse(job.finishedAt) < MAIL_TAKES_MS;
}
