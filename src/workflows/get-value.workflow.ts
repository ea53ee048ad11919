import { z } from 'zod';
import { openTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { AppError } from '../core/errors/index.ts';
import { defineWorkflowAction } from './define-workflow-action.ts';

const Fields = z.object({
  table: z.string().max(200),
  measure: z.enum(['count', 'sum', 'latest']),
  column: z.string().max(200).optional(),
  /** `latest`: the column that says which row is the newest; without it, `column` itself. */
  newestBy: z.string().max(200).optional(),
});
type Fields = z.infer<typeof Fields>;

/** One value of a table of the enrolled record, read now: how many rows, a column's sum, or its value in the newest row. */
export const getValueWorkflow = defineWorkflowAction<Fields>({
  name: 'get-value',
  fields: Fields,
  async run(context, { caller, record, fields, signal }) {
    const column = fields.column === undefined || fields.column === '' ? null : fields.column;
    if (column === null && fields.measure !== 'count') throw new AppError('request.invalid', { userMessage: 'Sum and latest value need a column.', fix: 'Open the action in the workflow and name one.' });
    const table = await openTable(context, { portalId: caller.portalId, userId: caller.userId, verb: 'view', lane: 'background', signal, purpose: { area: 'actions' } }, {
      record, tableId: fields.table, columns: column === null ? [] : [column], filters: [],
      ...(fields.measure === 'latest' ? { sort: { column: fields.newestBy || column!, direction: 'descending' as const } } : {}),
    });
    const value = await measure(table, fields.measure, column);
    return { state: 'done', outputs: { hs_execution_state: 'SUCCESS', status: 'ready', value: value ?? '', number: value !== null && /^-?\d+(?:\.\d+)?$/.test(value) ? value : '' } };
  },
});

async function measure({ source, context, query }: OpenTable, wanted: Fields['measure'], column: string | null): Promise<string | null> {
  if (wanted === 'latest') {
    const { rows } = await source.page(context, query, { cursor: null, size: 1 });
    return rows[0]?.cells[0] ?? null;
  }
  const found = wanted === 'count' ? await source.count(context, query) : (await source.totals(context, query))?.[column!];
  if (found === null || found === undefined) throw new AppError('request.invalid', { userMessage: wanted === 'count' ? 'This table cannot be counted.' : 'This column cannot be summed up.', fix: 'Choose another table or column.' });
  return String(found);
}
