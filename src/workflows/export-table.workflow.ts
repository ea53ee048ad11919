import { z } from 'zod';
import { ExportFormat } from '#contract';
import { sha256 } from '../core/crypto/sha256.ts';
import { startExport } from '../exports/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';
import { requireCallbacks } from './run-workflow-action.ts';

const Fields = z.object({ table: z.string().max(200), format: ExportFormat.default('csv') });

/** Exports a table of the enrolled record; the workflow waits and goes on with the link to the file. */
export const exportTableWorkflow = defineWorkflowAction<z.infer<typeof Fields>>({
  name: 'export-table',
  fields: Fields,
  async run(context, { caller, record, fields, callbackId, signal, waitFor }) {
    await requireCallbacks(context, caller.portalId);
    const query = { record, tableId: fields.table, columns: [], filters: [] };
    await startExport(context, caller, { requestId: sha256(callbackId), query, format: fields.format }, signal, { lane: 'background', beside: waitFor });
    return { state: 'waiting' };
  },
});
