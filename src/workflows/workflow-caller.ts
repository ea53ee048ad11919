import type { Caller } from '../access/index.ts';
import type { WorkflowCall } from './workflow-call.ts';

/** A workflow as the policy, the jobs and the audit log name it. It is no person and has no address. */
export function workflowCaller({ origin, context }: WorkflowCall): Caller {
  return { portalId: origin.portalId, userId: `workflow:${context.workflowId}`, userEmail: `Workflow ${context.workflowId}` };
}
