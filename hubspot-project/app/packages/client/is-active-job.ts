import type { Job } from '@siderail/contract';

/** True while the job can still change by itself. */
export function isActiveJob(job: Job): boolean {
  return job.state === 'queued' || job.state === 'held' || job.state === 'running';
}
