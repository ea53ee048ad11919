import type { JobRow } from './jobs.store.ts';

/**
 * Long work that a person sees as a job: it stands in line with the jobs of all portals and is taken fairly. `kind` is
 * the job's kind in the table. `run` gets a claimed job and settles it: ended, or given back to the line.
 */
export type LineJob<Context> = {
  readonly kind: string;
  run(context: Context, job: JobRow, signal: AbortSignal): Promise<void>;
};

/** Declares one; the registry lists it. */
export function defineLineJob<Context>(job: LineJob<Context>): LineJob<Context> {
  return job;
}
