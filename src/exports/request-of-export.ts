import type { StartExportRequest } from '#contract';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { findOwnJob } from '../jobs/index.ts';
import { getExport } from './exports.store.ts';

/** What one of this person's own exports was asked for, to ask for it again. Throws job.unknown; request.invalid where it has several tables. */
export async function requestOfExport(tx: Tx, userId: string, jobId: string): Promise<Omit<StartExportRequest, 'requestId'>> {
  const job = await findOwnJob(tx, userId, jobId);
  if (job === null) throw new AppError('job.unknown');
  if (job.kind !== 'export') throw new AppError('job.wrong_state', { userMessage: 'This is no export.', fix: 'Choose one of your exports.' });
  const { format, options, sheets: [sheet, ...others] } = await getExport(tx, jobId);
  if (sheet === undefined || others.length > 0) throw new AppError('request.invalid', { userMessage: 'Only an export of one table can become a template.', fix: 'Choose another export.' });
  return { query: sheet.query, format, options };
}
