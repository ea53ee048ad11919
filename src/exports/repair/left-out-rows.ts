import { z } from 'zod';
import type { Caller } from '../../access/index.ts';
import type { Tx } from '../../core/db/index.ts';
import { AppError } from '../../core/errors/index.ts';
import { findOwnJob } from '../../jobs/index.ts';
import type { JobRow } from '../../jobs/index.ts';
import { findArtifacts } from '../exports.store.ts';

/** What is needed of a certificate; that of a file that was taken back says nothing any more. */
const Told = z.object({ sheets: z.array(z.object({ rows: z.object({ skipped: z.number() }), skipped: z.array(z.object({ key: z.string(), reason: z.string() })) })).min(1) });

export type LeftOut = { readonly job: JobRow; readonly total: number; readonly rows: readonly { readonly key: string; readonly reason: string }[] };

/**
 * The rows of its first table that the caller's finished export left out, with the reasons. The certificate names at most
 * 1,000; `total` is all. Throws job.unknown, job.wrong_state where there is nothing to repair.
 */
export async function leftOutRows(tx: Tx, caller: Pick<Caller, 'userId'>, jobId: string): Promise<LeftOut> {
  const job = await findOwnJob(tx, caller.userId, jobId);
  if (job === null) throw new AppError('job.unknown');
  const told = Told.safeParse((await findArtifacts(tx, [jobId])).get(jobId)?.certificate);
  const sheet = told.success ? told.data.sheets[0] : undefined;
  if (job.state !== 'ready' || sheet === undefined || sheet.skipped.length === 0) {
    throw new AppError('job.wrong_state', { userMessage: 'This export left no row out that could be read again.', fix: 'Export the table again if you need it anew.' });
  }
  const seen = new Map(sheet.skipped.map((row) => [row.key, row]));
  return { job, total: sheet.rows.skipped, rows: [...seen.values()] };
}
