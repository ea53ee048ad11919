import type { StartExportRequest } from '#contract';
import type { Caller } from '../access/index.ts';
import { openTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { sha256 } from '../core/crypto/sha256.ts';
import { AppError } from '../core/errors/index.ts';
import { findJobOfClick, insertJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { announce } from '../notices/index.ts';
import { estimateTable } from './estimate-export.ts';
import { insertExport } from './exports.store.ts';
import { finishInTheClick } from './finish-in-the-click.ts';
import { jobTitle } from './job-title.ts';

/**
 * Makes the job of one click, once: a repeat with the same request id gets the same job, with another content
 * request.conflict. A small table is finished before this returns; a large one is left to the workers.
 */
export async function startExport(context: Context, caller: Caller, request: StartExportRequest, signal: AbortSignal): Promise<JobRow> {
  const requestSha256 = sha256(JSON.stringify([request.query, request.format, ...(request.options === undefined ? [] : [request.options])]));
  const earlier = await context.database.inPortal(caller.portalId, (tx) => findJobOfClick(tx, caller.portalId, caller.userId, request.requestId));
  if (earlier !== null) return sameClick(earlier, requestSha256);

  const table = await openTable(context, { portalId: caller.portalId, lane: 'person', signal }, request.query);
  const [estimate, title] = await Promise.all([estimateTable(context, table, request.format), jobTitle(table, request.query.record)]);
  const created = await create(context, caller, request, { table, title, requestSha256, rows: estimate.rows, lane: estimate.lane });
  if (!created.isNew || created.job.lane === 'background') return created.job;
  return finishInTheClick(context, created.job, signal);
}

async function create(
  context: Context,
  caller: Caller,
  request: StartExportRequest,
  wanted: { table: OpenTable; title: string; requestSha256: string; rows: number | null; lane: 'immediate' | 'background' },
): Promise<{ job: JobRow; isNew: boolean }> {
  const { portalId, userId, userEmail } = caller;
  const { table, query } = { table: wanted.table.query.table, query: wanted.table.query };
  const byKey = new Map(table.columns.map((column) => [column.key, column]));
  return context.database.inPortal(portalId, async (tx) => {
    const job = await insertJob(tx, {
      id: context.newId(), portalId, kind: 'export', lane: wanted.lane, title: wanted.title, userId, userEmail,
      requestId: request.requestId, requestSha256: wanted.requestSha256, rowsTotal: wanted.rows,
    });
    if (job === null) {
      // Two arrivals of one click at the same moment: the other one made the job.
      const other = await findJobOfClick(tx, portalId, userId, request.requestId);
      return { job: sameClick(other!, wanted.requestSha256), isNew: false };
    }
    const { sort: _ofTheView, ...unsorted } = request.query;
    await insertExport(tx, portalId, job.id, {
      format: request.format, options: request.options ?? {},
      sheets: [{
        title: wanted.title, tableId: request.query.tableId, sourceTitle: wanted.table.name,
        // By the source's own row key: an order that stays while rows change, so a resume neither skips nor doubles.
        query: { ...unsorted, columns: [...query.columns] }, columns: query.columns.flatMap((key) => byKey.get(key) ?? []),
      }],
    });
    if (wanted.lane === 'background') await announce(context, tx, job, 'started');
    return { job, isNew: true };
  });
}

function sameClick(job: JobRow, requestSha256: string): JobRow {
  if (job.requestSha256 !== requestSha256) throw new AppError('request.conflict');
  return job;
}
