import type { JobRow } from './jobs.store.ts';

/**
 * Long work that a person sees as a job: it stands in line with the jobs of all portals and is taken fairly. `kind` is
 * the job's kind in the table. `run` gets a claimed job and settles it: ended, or given back to the line. `giveWay` aborts
 * when a portal of which nothing runs waits for a place: the job should then go back to the line (`stepAside`) as soon as it can
 * without losing anything.
 */
export type LineJob<Context> = {
  readonly kind: string;
  run(context: Context, job: JobRow, signal: AbortSignal, giveWay: AbortSignal): Promise<void>;
  /** Ends a job for good that takes down whatever process runs it. `how` its last one ended is for the log. */
  putAside(context: Context, job: JobRow, how: string): Promise<void>;
};

/** Declares one; the registry lists it. */
export function defineLineJob<Context>(job: LineJob<Context>): LineJob<Context> {
  return job;
}
