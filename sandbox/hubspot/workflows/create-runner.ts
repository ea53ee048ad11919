import { durationMs } from './duration-ms.ts';
import { signCall } from './sign-call.ts';

/** One action of a workflow for one enrolled record, as HubSpot keeps it. */
export type Execution = {
  readonly callbackId: string;
  readonly portalId: number;
  state: 'running' | 'blocked' | 'done' | 'failed';
  /** How often the app was called for it, and with which status it answered last. */
  calls: number;
  status: number;
  outputs: Record<string, string>;
  expiresAt: number;
};

export type Enrolment = {
  portalId: number; workflowId?: number; callbackId?: string; objectType: string; objectId: number; inputFields: Record<string, string>;
  /** The action's address as it is configured and signed, and where the sandbox reaches it. */
  actionUrl: string; deliverTo: string; signature?: 'v2' | 'v3';
};

/** Why a completion was refused. */
export type Refused = 'unknown' | 'ended' | 'invalid';

/** What a field of an action offers somebody who edits the workflow. */
export type OfferedOptions = { status: number; options: { label: string; value: string }[] };

export type WorkflowRunner = {
  /** Asks the app for the choices of a field, as the workflow editor does. `q`: what was typed into its search. */
  fetchOptions: (asked: { portalId: number; field: string; q?: string; optionsUrl: string; deliverTo: string }) => Promise<OfferedOptions>;
  /** Calls the app once and keeps what it answers. With a `callbackId`: a repeat of that execution. */
  enrol: (enrolment: Enrolment) => Promise<Execution>;
  /** Null when it counted. */
  complete: (portalId: number, callbackId: string, outputFields: unknown) => Refused | null;
  executions: () => readonly Execution[];
  refusals: () => readonly { callbackId: string; why: Refused }[];
};

const WEEK_MS = 7 * 86_400_000;

/**
 * Runs actions as HubSpot's workflows do, stricter: a callback id that is unknown, of another account, not waiting or
 * ended is refused, and outputs are texts; who waits does so for as long as the app said, a week without a word (custom workflow
 * actions, read 2026-11-28).
 */
export function createRunner(deps: { appId: number; secret: string; now: () => number }): WorkflowRunner {
  const executions = new Map<string, Execution>();
  const refusals: { callbackId: string; why: Refused }[] = [];
  let made = 0;

  async function enrol(enrolment: Enrolment): Promise<Execution> {
    const { portalId, workflowId = 7_001, objectType, objectId, inputFields, actionUrl } = enrolment;
    const callbackId = enrolment.callbackId ?? `ap-${portalId}-${deps.now()}-${(made += 1)}-0`;
    const execution = executions.get(callbackId) ?? { callbackId, portalId, state: 'running', calls: 0, status: 0, outputs: {}, expiresAt: 0 };
    executions.set(callbackId, execution);
    const body = JSON.stringify({
      callbackId, origin: { portalId, actionDefinitionId: 1, actionDefinitionVersion: 1 }, context: { source: 'WORKFLOWS', workflowId },
      object: { objectId, objectType, properties: {} }, inputFields,
    });
    const headers = signCall({ url: actionUrl, body, secret: deps.secret, now: deps.now(), version: enrolment.signature ?? 'v3' });
    const response = await fetch(enrolment.deliverTo, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    const answer = await response.text();
    execution.calls += 1;
    execution.status = response.status;
    if (execution.state === 'running' && response.status === 200) settle(execution, (JSON.parse(answer) as { outputFields: unknown }).outputFields);
    return execution;
  }

  async function fetchOptions({ portalId, field, q, optionsUrl, deliverTo }: Parameters<WorkflowRunner['fetchOptions']>[0]): Promise<OfferedOptions> {
    const body = JSON.stringify({
      origin: { portalId, actionDefinitionId: 1, actionDefinitionVersion: 1 }, objectTypeId: '0-2', inputFieldName: field, inputFields: {},
      fetchOptions: { ...(q === undefined ? {} : { q }) },
    });
    const headers = signCall({ url: optionsUrl, body, secret: deps.secret, now: deps.now(), version: 'v2' });
    const response = await fetch(deliverTo, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    if (response.status !== 200) return { status: response.status, options: [] };
    const { options } = (await response.json()) as OfferedOptions;
    if (!options.every(({ label, value }) => typeof label === 'string' && typeof value === 'string' && label !== '')) throw new Error('the app offered options without a label or a value');
    return { status: 200, options };
  }

  function settle(execution: Execution, outputFields: unknown): void {
    if (!areTexts(outputFields)) throw new Error('the app answered outputs that are no texts');
    const { hs_execution_state: state, hs_expiration_duration: wait, ...outputs } = outputFields;
    const waitMs = wait === undefined ? WEEK_MS : durationMs(wait);
    if (waitMs === undefined) throw new Error(`the app answered a duration that is none: ${wait}`);
    if (state === 'BLOCK') Object.assign(execution, { state: 'blocked', expiresAt: deps.now() + waitMs });
    else Object.assign(execution, { state: state === 'FAIL_CONTINUE' ? 'failed' : 'done', outputs });
  }

  function complete(portalId: number, callbackId: string, outputFields: unknown): Refused | null {
    const refuse = (why: Refused): Refused => {
      refusals.push({ callbackId, why });
      return why;
    };
    const execution = executions.get(callbackId);
    if (execution === undefined || execution.portalId !== portalId) return refuse('unknown');
    if (execution.state !== 'blocked' || execution.expiresAt <= deps.now()) return refuse('ended');
    if (!areTexts(outputFields) || !['SUCCESS', 'FAIL_CONTINUE'].includes(outputFields['hs_execution_state'] ?? '')) return refuse('invalid');
    settle(execution, outputFields);
    return null;
  }

  return { enrol, fetchOptions, complete, executions: () => [...executions.values()], refusals: () => refusals };
}

function areTexts(fields: unknown): fields is Record<string, string> {
  return typeof fields === 'object' && fields !== null && Object.values(fields).every((value) => typeof value === 'string');
}
