import type { Caller } from '../../access/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { findOwnJob } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { getExport } from '../exports.store.ts';

const UNDER_WAY: readonly string[] = ['queued', 'held', 'running'];

/** The caller's repair while it has not ended; null for any other job. */
export async function awaitedRepair(tx: Tx, { userId }: Pick<Caller, 'userId'>, jobId: string): Promise<JobRow | null> {
  const job = await findOwnJob(tx, userId, jobId);
  if (job === null || job.kind !== 'export' || !UNDER_WAY.includes(job.state)) return null;
  return (await getExport(tx, jobId)).repair === null ? null : job;
}
