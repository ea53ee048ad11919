import type { Caller } from '../../access/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { findOwnJob } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { findArtifacts, getExport } from '../exports.store.ts';
import type { StoredExport, StoredSheet } from '../exports.store.ts';
import { countLeftOut } from './left-out.store.ts';
import { countWritten } from './repair-rows.store.ts';
import { isUndone } from './repair.store.ts';

const ENDED: readonly string[] = ['ready', 'failed', 'cancelled'];

/** A table of an export and how many rows it left out, at least one. */
export type LeftOutSheet = { readonly sheet: StoredSheet; readonly total: number };
export type LeftOut = {
  readonly job: JobRow;
  readonly export: StoredExport;
  readonly total: number;
  readonly sheets: readonly LeftOutSheet[];
  /** Rows that this export, a repair itself, has changed in HubSpot; and whether those changes were taken back. */
  readonly written: number;
  readonly undone: boolean;
};

/**
 * What the caller's finished export left out, of all its tables; of one that was stopped, what it has changed in HubSpot before.
 * Throws job.unknown, job.wrong_state where there is nothing to repair and nothing to tell of a repair; the rows of a file that was taken
 * back for privacy are not there any more.
 */
export async function leftOutRows(tx: Tx, caller: Pick<Caller, 'userId'>, jobId: string): Promise<LeftOut> {
  const job = await findOwnJob(tx, caller.userId, jobId);
  if (job === null) throw new AppError('job.unknown');
  if (!ENDED.includes(job.state) || job.kind !== 'export') throw nothing();
  const artifact = (await findArtifacts(tx, [jobId])).get(jobId);
  const [stored, counts, written] = [await getExport(tx, jobId), await countLeftOut(tx, jobId), await countWritten(tx, jobId)];
  const sheets = stored.sheets.flatMap((sheet): LeftOutSheet[] => {
    const total = counts.get(sheet.sheet) ?? 0;
    return total === 0 ? [] : [{ sheet, total }];
  });
  if ((artifact?.withdrawn ?? null) !== null || (sheets.length === 0 && written === 0 && stored.repair === null)) throw nothing();
  if (job.state !== 'ready' && written === 0) throw new AppError('job.wrong_state', { userMessage: 'This run did not finish, and nothing was changed in HubSpot.', fix: 'My exports in HubSpot says why, and offers to try again.' });
  return { job, export: stored, total: sheets.reduce((sum, { total }) => sum + total, 0), sheets, written, undone: written > 0 && (await isUndone(tx, jobId)) };
}

function nothing(): AppError {
  return new AppError('job.wrong_state', { userMessage: 'This export left no row out that could be read again.', fix: 'Export the table again if you need it anew.' });
}
