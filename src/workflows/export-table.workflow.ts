import { z } from 'zod';
import { ExportFormat } from '#contract';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { startExport } from '../exports/index.ts';
import { runTemplate } from '../templates/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';
import { requireCallbacks } from './run-workflow-action.ts';

const Fields = z.object({
  /** A shared template; it brings table, columns, filters and format. Without one, `table` and `format` say what is exported. */
  template: z.union([z.uuid(), z.literal('')]).optional(),
  table: z.string().max(200).optional(),
  format: ExportFormat.default('csv'),
});

/** Exports a template or a table of the enrolled record; the workflow waits and goes on with the link to the file. */
export const exportTableWorkflow = defineWorkflowAction<z.infer<typeof Fields>>({
  name: 'export-table',
  fields: Fields,
  async run(context, { caller, record, fields: { template = '', table = '', format }, callbackId, signal, waitFor }) {
    await requireCallbacks(context, caller.portalId);
    const requestId = sha256(callbackId);
    const how = { lane: 'background', beside: waitFor } as const;
    if (template !== '') await runTemplate(context, caller, { templateId: template, requestId, record }, signal, how);
    else if (table !== '') await startExport(context, caller, { requestId, query: { record, tableId: table, columns: [], filters: [] }, format }, signal, how);
    else throw new AppError('request.invalid', { userMessage: 'The action names neither a template nor a table.', fix: 'Open the action in the workflow and choose one.' });
    return { state: 'waiting' };
  },
});
