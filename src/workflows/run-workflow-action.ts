import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { requireActive, requireScopes } from '../installs/index.ts';
import type { Outputs, WorkflowAction, WorkflowResult } from './define-workflow-action.ts';
import { failedOutputs } from './failed-outputs.ts';
import { workflowCaller } from './workflow-caller.ts';
import { WorkflowCall } from './workflow-call.ts';
import { findRun, insertRun, StoredOutputs } from './workflows.store.ts';
import type { RunKey, RunRow } from './workflows.store.ts';

/** HubSpot lets an action wait for a week unless told otherwise; so long is long enough for an export and its approval. */
const WAIT_MS = 7 * 86_400_000;
export const CALLBACK_SCOPE = 'automation';

/**
 * Runs an action for one enrolled record, once per callback id: whatever HubSpot repeats gets the first one's answer.
 * What fails for good is an answer too, so that the workflow goes on and can branch on it; what may pass is thrown.
 */
export async function runWorkflowAction(context: Context, action: WorkflowAction, body: unknown, signal: AbortSignal): Promise<Outputs> {
  const call = parse(body);
  const { portalId } = call.origin;
  await requireActive(context, portalId);
  const key: RunKey = {
    portalId, callbackId: call.callbackId, action: action.name, expiresAt: new Date(context.now() + WAIT_MS),
    requestSha256: sha256(JSON.stringify([action.name, call.context, call.object, call.inputFields])),
  };
  const earlier = await context.database.inPortal(portalId, (tx) => findRun(tx, key));
  if (earlier !== null) return again(earlier, key);

  const result = await attempt(context, action, call, key, signal);
  if (result.state === 'waiting') return answerOf(context, key);
  await context.database.inPortal(portalId, async (tx) => {
    // Two arrivals at the same moment: the other one has written what there is to write.
    if (await insertRun(tx, key, { outputs: result.outputs })) await result.write?.(tx);
  });
  return answerOf(context, key);
}

async function attempt(context: Context, action: WorkflowAction, call: WorkflowCall, key: RunKey, signal: AbortSignal): Promise<WorkflowResult> {
  try {
    const fields = action.fields.safeParse(call.inputFields);
    if (!fields.success) throw new AppError('request.invalid', { userMessage: 'A field of this action is missing or cannot be used.', fix: 'Open the action in the workflow and check its fields.' });
    return await action.run(context, {
      caller: workflowCaller(call), record: { objectTypeId: call.object.objectType, objectId: call.object.objectId }, fields: fields.data, callbackId: call.callbackId, signal,
      waitFor: async (tx, job) => void (await insertRun(tx, key, { jobId: job.id })),
      waitTogether: async (tx, collectionId) => void (await insertRun(tx, key, { collectionId })),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.retry !== 'never' || error.code === 'portal.needs_reauth' || error.code === 'request.conflict') throw error;
    context.log.info({ portalId: key.portalId, action: action.name, code: error.code, detail: error.message }, 'workflow action refused');
    return { state: 'done', outputs: failedOutputs(error) };
  }
}

/** Refuses before there is a job whose end nobody could be told of. Throws hubspot.missing_scope. */
export async function requireCallbacks(context: Context, portalId: RunKey['portalId']): Promise<void> {
  await requireScopes(context, portalId, [CALLBACK_SCOPE]);
}

async function answerOf(context: Context, key: RunKey): Promise<Outputs> {
  const run = await context.database.inPortal(key.portalId, (tx) => findRun(tx, key));
  if (run === null) throw new AppError('internal', { detail: 'a workflow run was not recorded' });
  return again(run, key);
}

function again(run: RunRow, key: RunKey): Outputs {
  if (run.requestSha256 !== key.requestSha256) throw new AppError('request.conflict');
  if (run.state === 'answered') return StoredOutputs.parse(run.outputs);
  return { hs_execution_state: 'BLOCK', hs_expiration_duration: 'P1W' };
}

function parse(body: unknown): WorkflowCall {
  const call = WorkflowCall.safeParse(body);
  if (call.success) return call.data;
  throw new AppError('request.invalid', { detail: call.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') });
}
