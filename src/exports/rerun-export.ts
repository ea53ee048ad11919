import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { requireJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { getExport } from './exports.store.ts';
import { namedLike } from './named-like.ts';
import { rowsOfRepair } from './repair/rows-of-repair.ts';
import { startRepair } from './repair/start-repair.ts';
import { requestOfExport } from './request-of-export.ts';
import { startExport } from './start-export.ts';

type Rerun = { readonly requestId: string; readonly jobId: string };

/**
 * Asks for one of the caller's own ended exports once more: the same tables, columns, names and destinations, with today's rows, rights
 * and rules. Once per request id, like any export. Throws job.unknown, job.wrong_state and what starting an export throws.
 */
export async function rerunExport(context: Context, caller: Caller, { requestId, jobId }: Rerun, signal: AbortSignal): Promise<JobRow> {
  const { state, request, repair, picked } = await context.database.inPortal(caller.portalId, async (tx) => {
    const asked = await requestOfExport(tx, caller.userId, jobId);
    const stored = await getExport(tx, jobId);
    return { request: namedLike(asked, stored.sheets), state: (await requireJob(tx, jobId)).state, repair: stored.repair, picked: await rowsOfRepair(tx, jobId, stored) };
  });
  if (state === 'queued' || state === 'running' || state === 'held') {
    throw new AppError('job.wrong_state', { userMessage: 'This export has not ended yet.', fix: 'Wait for it, or cancel it first.' });
  }
  return repair === null ? startExport(context, caller, { requestId, ...request }, signal) : startRepair(context, caller, { requestId, jobId: repair.of, picked }, signal);
}
