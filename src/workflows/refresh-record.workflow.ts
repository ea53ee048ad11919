import { z } from 'zod';
import { addChanges } from '../changes/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';

/**
 * Tables are read live, so there is nothing to load again: what this does is tell the cards that stand open on the record
 * that its linked rows have changed, as HubSpot's own events do.
 */
export const refreshRecordWorkflow = defineWorkflowAction({
  name: 'refresh-record',
  fields: z.object({}),
  run: async (context, { caller, record }) => ({
    state: 'done',
    outputs: { hs_execution_state: 'SUCCESS', status: 'ready' },
    write: (tx) => addChanges(tx, caller.portalId, [{ ...record, changedAt: context.now(), linkedAt: context.now(), state: 'unknown', events: 1 }]),
  }),
});
