import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import type { ErrorCode } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import type { OtherCrashPoint } from './crash-points.ts';
import { stopExport } from './stop-export.ts';
import { lockFenced, pauseJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';

/** What the job cannot help: somebody frees space, the network comes back, older files are deleted. No failures of its own. */
const WAITED_OUT: readonly ErrorCode[] = ['file.store_unavailable', 'database.unavailable', 'quota.exceeded'];

const DAY_MS = 86_400_000;
const WAIT = { leastMs: 1_000, mostMs: 60_000 };

/** Whether the job shall wait for this to be over, or has already waited as long as the settings allow. */
export function judgeWait(context: Context, job: JobRow, error: AppError): 'wait' | 'too-long' | 'not-waited-for' {
  // Somebody connects the portal again. Until then every try ends at our own database; HubSpot is not asked (T28).
  const reconnects = error.code === 'portal.needs_reauth';
  if (!reconnects && (error.retry === 'never' || !WAITED_OUT.includes(error.code))) return 'not-waited-for';
  const waitedMs = job.waitingSince === null ? 0 : context.now() - job.waitingSince.getTime();
  return waitedMs < context.settings.waitDays * DAY_MS ? 'wait' : 'too-long';
}

/**
 * Puts the export back in line with the reason for the person, to be tried again by itself: soon at first, then once a
 * minute. It goes on at its checkpoint, so what comes of it is the same file, and no notice is sent for the wait.
 */
export async function pauseExport(context: Context, job: JobRow, error: AppError): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const now = context.now();
  const waited = job.waitingSince === null ? 0 : now - job.waitingSince.getTime();
  const afterMs = Math.min(WAIT.mostMs, Math.max(WAIT.leastMs, waited / 2)) * (0.75 + context.random() / 2);
  const held = await context.database.inPortal(portalId, async (tx) => {
    const state = await lockFenced(tx, job.id, job.fence);
    if (state === 'held') await pauseJob(tx, job.id, { code: error.code, message: error.userMessage, fix: error.fix }, now, afterMs);
    return state;
  });
  // Asked while the failure was on its way here. What is away need not come back for that.
  if (held === 'cancelled') return stopExport(context, job, new AppError('job.cancelled'));
  if (held === 'lost') return;
  context.crashPoint('given-back' satisfies OtherCrashPoint);
  context.log.warn({ portalId, jobId: job.id, code: error.code, err: error, afterMs }, 'export waits');
}
