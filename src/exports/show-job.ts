import type { Job } from '#contract';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { countAhead, StoredError } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { listNotices } from '../notices/index.ts';
import { findArtifact } from './exports.store.ts';

const PHASES = { planning: 'planning', reading: 'reading', rendering: 'rendering', publishing: 'publishing' } as const;

/** A job as its owner sees it. */
export async function showJob(context: Context, tx: Tx, job: JobRow): Promise<Job> {
  const base = {
    id: job.id,
    title: job.title,
    format: 'csv' as const,
    lane: job.lane === 'immediate' ? 'immediate' as const : 'background' as const,
    createdAt: job.createdAt.toISOString(),
    notices: await listNotices(tx, job.id),
  };
  const finishedAt = (job.finishedAt ?? job.createdAt).toISOString();
  const rowsDone = Number(job.rowsDone);
  switch (job.state) {
    case 'queued': return { ...base, state: 'queued', ahead: await countAhead(tx, job) };
    case 'failed': return { ...base, state: 'failed', finishedAt, error: StoredError.parse(job.error), rowsDone };
    case 'cancelled': return { ...base, state: 'cancelled', finishedAt, rowsDone };
    case 'ready': return showReady(context, tx, job, { ...base, finishedAt });
    default: return {
      ...base,
      state: 'running',
      phase: PHASES[job.phase as keyof typeof PHASES] ?? 'reading',
      rowsDone,
      rowsTotal: job.rowsTotal === null ? null : Number(job.rowsTotal),
      secondsLeft: secondsLeft(job, context.now()),
      cancelling: job.cancelRequestedAt !== null,
    };
  }
}

async function showReady(context: Context, tx: Tx, job: JobRow, base: Omit<Extract<Job, { state: 'expired' }>, 'state'>): Promise<Job> {
  const artifact = await findArtifact(tx, job.id);
  if (artifact === null || artifact.deletedAt !== null || artifact.expiresAt.getTime() <= context.now()) return { ...base, state: 'expired' };
  const { rows, complete, asOf } = { ...artifact.certificate, rows: artifact.certificate.rows };
  return {
    ...base,
    state: 'ready',
    seconds: ((job.finishedAt ?? job.createdAt).getTime() - job.createdAt.getTime()) / 1000,
    rows: artifact.rows,
    bytes: artifact.bytes,
    fileName: artifact.fileName,
    expiresAt: artifact.expiresAt.toISOString(),
    certificate: { complete, upstream: rows.upstream, written: rows.written, skipped: rows.skipped, sha256: artifact.sha256, asOf },
  };
}

/** By the pace since this worker took the job; null until there is one. */
function secondsLeft(job: JobRow, now: number): number | null {
  if (job.rowsTotal === null || job.claimedAt === null) return null;
  const rows = Number(job.rowsDone - job.claimedRows);
  const seconds = (now - job.claimedAt.getTime()) / 1000;
  if (rows <= 0 || seconds < 1) return null;
  return Math.max(0, Math.ceil(((Number(job.rowsTotal) - Number(job.rowsDone)) / rows) * seconds));
}
