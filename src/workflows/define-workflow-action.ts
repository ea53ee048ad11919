import type { z } from 'zod';
import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { JobRow } from '../jobs/index.ts';

/** Fields a workflow can use in its later steps. */
export type Outputs = Readonly<Record<string, string>>;

export type WorkflowInput<Fields> = {
  /** The workflow itself: no person, so the rules for everybody hold for it. */
  readonly caller: Caller;
  readonly record: RecordRef;
  readonly fields: Fields;
  readonly callbackId: string;
  readonly signal: AbortSignal;
  /** Must be called in the transaction that makes the job the workflow is to wait for. */
  readonly waitFor: (tx: Tx, job: JobRow) => Promise<void>;
  /** The same for a collection whose job is made later, for all its executions. */
  readonly waitTogether: (tx: Tx, collectionId: string) => Promise<void>;
};

/**
 * What became of it. `done`: the answer, and what is to be written together with it, once. `waiting`: `waitFor` or `waitTogether` was
 * called and the workflow stands still until the job has ended.
 */
export type WorkflowResult = { readonly state: 'done'; readonly outputs: Outputs; readonly write?: (tx: Tx) => Promise<void> } | { readonly state: 'waiting' };

/** An action of HubSpot's workflows, reached at /workflow-actions/<name>. Expected failures are AppErrors; the workflow goes on with them. */
export type WorkflowAction<Fields = never> = {
  readonly name: string;
  readonly fields: z.ZodType<Fields>;
  run(context: Context, input: WorkflowInput<Fields>): Promise<WorkflowResult>;
};

/** Declares a workflow action; the registry lists it. */
export function defineWorkflowAction<Fields>(action: WorkflowAction<Fields>): WorkflowAction {
  return action as WorkflowAction;
}
