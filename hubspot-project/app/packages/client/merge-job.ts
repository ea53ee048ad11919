import type { Job } from '@siderail/contract';

/** The list with `job` in it: in its old place, or first when it is new. */
export function mergeJob(jobs: readonly Job[], job: Job): readonly Job[] {
  if (!jobs.some((known) => known.id === job.id)) return [job, ...jobs];
  return jobs.map((known) => (known.id === job.id ? job : known));
}
