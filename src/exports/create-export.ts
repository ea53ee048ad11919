import type { StartExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { requestApproval } from '../approvals/index.ts';
import type { Held } from '../approvals/index.ts';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError } from '../core/errors/index.ts';
import { chooseDestinations } from '../deliveries/index.ts';
import { findJobOfClick, insertJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { keepSelection } from '../selections/index.ts';
import { insertExport } from './exports.store.ts';
import type { NewSheet } from './exports.store.ts';
import type { Repair } from './repair/repair.ts';

/** What is made of a click that was checked. `beside` is written in the transaction that makes the job. */
export type ExportToCreate = {
  readonly title: string;
  readonly requestSha256: string;
  readonly rows: number | null;
  readonly lane: 'immediate' | 'background';
  readonly beside?: ((tx: Tx, job: JobRow) => Promise<void>) | undefined;
  readonly repair?: Repair;
  readonly sheets: readonly NewSheet[];
  readonly held: Held | null;
};

/** Makes the job of one click with all that belongs to it, in one transaction; of several arrivals one. Throws request.conflict. */
export async function createExport(
  context: Context,
  caller: Caller,
  request: Pick<StartExportRequest, 'requestId' | 'query' | 'format' | 'options' | 'deliverTo'>,
  wanted: ExportToCreate,
): Promise<{ job: JobRow; isNew: boolean }> {
  const { portalId, userId, userEmail } = caller;
  return context.database.inPortal(portalId, async (tx) => {
    const job = await insertJob(tx, {
      id: context.newId(), portalId, kind: 'export', lane: wanted.lane, title: wanted.title, userId, userEmail,
      requestId: request.requestId, requestSha256: wanted.requestSha256, rowsTotal: wanted.rows, traceParent: context.tracer.current(),
    });
    if (job === null) {
      // Two arrivals of one click at the same moment: the other one made the job.
      const other = await findJobOfClick(tx, portalId, userId, request.requestId);
      return { job: sameClick(other!, wanted.requestSha256), isNew: false };
    }
    await wanted.beside?.(tx, job);
    const { selection } = request.query;
    if (selection !== undefined) await keepSelection(context, tx, { portalId, userId, id: selection });
    await insertExport(tx, portalId, job.id, { format: request.format, options: request.options ?? {}, sheets: wanted.sheets, repair: wanted.repair });
    await chooseDestinations(context, tx, job, request.deliverTo ?? []);
    await writeAudit(tx, portalId, {
      userId, action: 'export.started', subject: job.id,
      details: { title: wanted.title, tables: wanted.sheets.map(({ tableId }) => tableId), format: request.format, rows: wanted.rows },
    });
    if (wanted.held !== null) return { job: await requestApproval(context, tx, job, wanted.held), isNew: true };
    if (wanted.lane === 'background') await announce(context, tx, job, 'started');
    return { job, isNew: true };
  });
}

/** The job of an earlier arrival, when it says the same. Throws request.conflict. */
export function sameClick(job: JobRow, requestSha256: string): JobRow {
  if (job.requestSha256 !== requestSha256) throw new AppError('request.conflict');
  return job;
}
