import type { Outputs } from './define-workflow-action.ts';

/** The workflow goes on and can branch on `status`; HubSpot shows the step as failed. */
export function failedOutputs(error: { readonly userMessage: string; readonly fix: string }, status = 'failed'): Outputs {
  return { hs_execution_state: 'FAIL_CONTINUE', status, message: `${error.userMessage} ${error.fix}` };
}
