import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import type { AppError } from '../core/errors/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { CALLBACK_BATCH_LIMIT, completeCallbacks } from '../hubspot/index.ts';
import type { Completion } from '../hubspot/index.ts';
import { outputsOfJob } from './outputs-of-job.ts';
import { dueRuns, leavePlace, postponeRun, settleRun, StoredOutputs } from './workflows.store.ts';
import type { RunRow } from './workflows.store.ts';

type Ready = { readonly run: RunRow; readonly completion: Completion };

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 3_600_000;
/** So long after the call HubSpot may not yet know that the action waits. */
const NOT_YET_MS = 60_000;

/**
 * Tells HubSpot of one portal's ended jobs, up to a batch of them. A completion that HubSpot had in an earlier try is
 * refused there and settled here, so none counts twice; one whose time is over is not sent.
 */
export async function tellWorkflows(context: Context, portalId: PortalId, signal: AbortSignal): Promise<void> {
  const runs = await context.database.inPortal(portalId, (tx) => dueRuns(tx, CALLBACK_BATCH_LIMIT));
  const ready: Ready[] = [];
  for (const run of runs) {
    if (run.expiresAt.getTime() <= context.now()) await settle(context, portalId, run, 'late', 'the workflow no longer waits');
    else {
      const completion = await prepare(context, portalId, run);
      if (completion !== null) ready.push({ run, completion });
    }
  }
  await tell(context, portalId, ready, signal);
  await context.database.inPortal(portalId, (tx) => leavePlace(tx, portalId));
}

async function prepare(context: Context, portalId: PortalId, run: RunRow): Promise<Completion | null> {
  try {
    return { callbackId: run.callbackId, outputFields: run.jobId === null ? StoredOutputs.parse(run.outputs) : await outputsOfJob(context, run.portalId, run.jobId) };
  } catch (thrown) {
    await postpone(context, portalId, run, toAppError(thrown), null);
    return null;
  }
}

async function tell(context: Context, portalId: PortalId, ready: readonly Ready[], signal: AbortSignal): Promise<void> {
  if (ready.length === 0) return;
  try {
    await completeCallbacks(context.hubspot, { portalId, lane: 'background', signal, purpose: { area: 'actions' } }, ready.map(({ completion }) => completion));
    context.crashPoint('workflow-told');
    for (const { run } of ready) await settle(context, portalId, run, 'told', null);
  } catch (thrown) {
    const error = toAppError(thrown);
    const refused = error.code === 'hubspot.not_found' || error.code === 'hubspot.rejected';
    // One that HubSpot does not know must not keep back the others. Whether it took them is not documented.
    if (refused && ready.length > 1) for (const { run, completion } of ready) await tell(context, portalId, [{ run: { ...run, lastError: error.code }, completion }], signal);
    else for (const { run } of ready) await (refused ? refusedOne(context, portalId, run, error) : postpone(context, portalId, run, error, error.code));
  }
}

async function refusedOne(context: Context, portalId: PortalId, run: RunRow, error: AppError): Promise<void> {
  if (run.lastError !== null) return settle(context, portalId, run, 'uncertain', run.lastError);
  if (context.now() - run.createdAt.getTime() < NOT_YET_MS) return postpone(context, portalId, run, error, null);
  return settle(context, portalId, run, 'unwanted', error.code);
}

/** `unsure`: what is remembered when HubSpot may have heard of it all the same. */
async function postpone(context: Context, portalId: PortalId, run: RunRow, error: AppError, unsure: string | null): Promise<void> {
  const afterMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(run.attempts, 12)) * (0.5 + context.random() / 2);
  context.log.warn({ portalId, jobId: run.jobId, attempt: run.attempts + 1, code: error.code, afterMs }, 'a workflow could not be told; later again');
  await context.database.inPortal(portalId, (tx) => postponeRun(tx, run.callbackId, afterMs, unsure));
}

async function settle(context: Context, portalId: PortalId, run: RunRow, to: Parameters<typeof settleRun>[2], lastError: string | null): Promise<void> {
  if (to !== 'told') context.log.warn({ portalId, jobId: run.jobId, state: to }, 'a workflow was not told for sure');
  await context.database.inPortal(portalId, (tx) => settleRun(tx, run.callbackId, to, lastError));
}
