import type { Caller } from '../../access/index.ts';
import type { Context } from '../../context/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { getExport } from '../exports.store.ts';
import { startExport } from '../start-export.ts';
import { leftOutRows } from './left-out-rows.ts';
import type { RepairRow } from './repair.ts';

/** `rows` absent: all that are named. */
export type RepairRequest = { readonly requestId: string; readonly jobId: string; readonly rows?: readonly RepairRow[] | undefined };

/**
 * Reads again what the caller's export left out, with today's rights, rules and data, into a file of its own that names the
 * first one. A row that was left out can be looked for under another key. Once per request id, like any export.
 */
export async function startRepair(context: Context, caller: Caller, { requestId, jobId, rows }: RepairRequest, signal: AbortSignal): Promise<JobRow> {
  const { leftOut, asked } = await context.database.inPortal(caller.portalId, async (tx) => ({ leftOut: await leftOutRows(tx, caller, jobId), asked: await getExport(tx, jobId) }));
  const known = new Set(leftOut.rows.map(({ key }) => key));
  const wanted = rows ?? leftOut.rows.map(({ key }) => ({ key }));
  const foreign = wanted.find(({ key }) => !known.has(key));
  if (foreign !== undefined) throw new AppError('request.invalid', { userMessage: 'The list names a row that this export did not leave out.', fix: 'Change only the column for corrected keys, and leave out lines you do not want.' });
  const { selection: _selection, ...query } = asked.sheets[0]!.query;
  const { format, options } = asked;
  return startExport(context, caller, { requestId, query, format, options }, signal, { repair: { of: jobId, rows: [...wanted] } });
}
