import { z } from 'zod';
import { ExportFormat } from '#contract';
import type { RecordRef } from '#contract';
import type { Caller } from '../access/index.ts';
import { watchedType } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { startExport } from '../exports/index.ts';
import { readTemplateFor, runTemplate } from '../templates/index.ts';
import { joinCollection } from './collect/join-collection.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';
import { requireCallbacks } from './run-workflow-action.ts';

const Fields = z.object({
  /** A shared template; it brings table, columns, filters and format. Without one, `table` and `format` say what is exported. */
  template: z.union([z.uuid(), z.literal('')]).nullish(),
  table: z.string().max(200).nullish(),
  format: ExportFormat.default('csv'),
  /** Minutes in which executions are taken together into one file of all their records. */
  collect: z.enum(['', 'no', '5', '15', '60']).nullish(),
});

/** Exports a template or a table of the enrolled record, or one file of all that were enrolled; the workflow waits and goes on with the link to the file. */
export const exportTableWorkflow = defineWorkflowAction<z.infer<typeof Fields>>({
  name: 'export-table',
  fields: Fields,
  async run(context, { caller, record, fields, callbackId, signal, waitFor, waitTogether }) {
    await requireCallbacks(context, caller.portalId);
    const { format } = fields;
    const template = fields.template ?? '';
    const table = template === '' ? fields.table ?? '' : '';
    if (template === '' && table === '') throw new AppError('request.invalid', { userMessage: 'The action names neither a template nor a table.', fix: 'Open the action in the workflow and choose one.' });
    const minutes = Number(fields.collect || 'no');
    if (minutes > 0) {
      await requireCollectable(context, caller, { template, table, record });
      await joinCollection(context, caller, { wanted: { template, table, format, record }, windowMs: minutes * 60_000, wait: waitTogether });
      return { state: 'waiting' };
    }
    const requestId = sha256(callbackId);
    const how = { lane: 'background', beside: waitFor } as const;
    if (template !== '') await runTemplate(context, caller, { templateId: template, requestId, record }, signal, how);
    else await startExport(context, caller, { requestId, query: { record, tableId: table, columns: [], filters: [] }, format }, signal, how);
    return { state: 'waiting' };
  },
});

/** One file of the enrolled records needs a table whose rows they are; said at once, not when the time is over. */
async function requireCollectable(context: Context, caller: Caller, { template, table, record }: { readonly template: string; readonly table: string; readonly record: RecordRef }): Promise<void> {
  const tableId = template === '' ? table : (await readTemplateFor(context, caller, { templateId: template })).definition.query.tableId;
  const rows = watchedType(context, tableId);
  if (rows?.scope === 'portal' && rows.objectTypeId === record.objectTypeId) return;
  throw new AppError('request.invalid', { userMessage: 'One file for all enrolled records needs a table of just such records.', fix: 'Choose the table of the whole account that lists them, such as All companies; related tables can be joined to it in a template.' });
}
