import { z } from 'zod';
import { checkLink } from '../matches/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';

const Fields = z.object({ table: z.string().max(200) });

/**
 * Says what the enrolled record is in the other system, and whether both say the same of it, so that a workflow can branch on it. Enrolling
 * a list of records checks all of them.
 */
export const checkLinkWorkflow = defineWorkflowAction({
  name: 'check-link',
  fields: Fields,
  async run(context, { caller, record, fields, signal }) {
    const { link, row, compared, differ } = await checkLink(context, caller, { record, tableId: fields.table }, signal);
    const consistent = compared.length === 0 ? '' : differ.length === 0 ? 'yes' : 'no';
    return { state: 'done', outputs: { hs_execution_state: 'SUCCESS', status: 'ready', link, consistent, differences: differ.join(', '), key: row?.key ?? '', name: row?.name ?? '' } };
  },
});
