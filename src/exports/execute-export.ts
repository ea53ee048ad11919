import type { Context } from '../context/index.ts';
import { openJoinedTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { filePrefix } from '../files/index.ts';
import { holdLease } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { deleteChunks, findArtifacts, getExport } from './exports.store.ts';
import { finishExport } from './finish-export.ts';
import { planExport } from './plan-export.ts';
import { readSheet } from './read-sheet.ts';
import type { ExportRun } from './export-run.ts';

/**
 * Brings a claimed export to its end: plan, read what is not staged yet, render, publish, certify, announce.
 * Throws AppErrors; job.lease_lost means that another worker goes on and this one must do nothing more.
 */
export async function executeExport(context: Context, job: JobRow, lane: 'person' | 'background', signal: AbortSignal): Promise<void> {
  const portalId = PortalId.parse(String(job.portalId));
  const lease = holdLease({ database: context.database, portalId, jobId: job.id, fence: job.fence, leaseSeconds: context.settings.leaseSeconds, signal });
  try {
    const stored = await context.database.inPortal(portalId, (tx) => getExport(tx, job.id));
    const run: ExportRun = {
      portalId, jobId: job.id, title: job.title, round: job.round, lease, signal: lease.signal, export: stored,
      at: context.crashPoint,
    };
    run.at('claimed');
    const tables: OpenTable[] = [];
    for (const sheet of stored.sheets) tables.push(await openJoinedTable(context, { portalId, lane, signal: lease.signal }, sheet.query));
    const planned = await planExport(context, run, tables);
    for (const sheet of planned.sheets) await readSheet(context, { ...run, export: planned }, tables, sheet);
    await finishExport(context, run, planned);
  } finally {
    lease.release();
  }
  await dropChunks(context, portalId, job.id);
}

/** The chunks have done their work once the file is published; a failure here only leaves them for the next sweep. */
async function dropChunks(context: Context, portalId: PortalId, jobId: string): Promise<void> {
  try {
    const kept = (await context.database.inPortal(portalId, (tx) => findArtifacts(tx, [jobId]))).get(jobId);
    for await (const file of context.files.list(filePrefix(portalId, 'exports', jobId))) {
      if (file.key !== kept?.fileKey) await context.files.delete(file.key);
    }
    await context.database.inPortal(portalId, (tx) => deleteChunks(tx, jobId));
    context.crashPoint('chunks-deleted');
  } catch (error) {
    context.log.warn({ err: error, jobId }, 'staged chunks of a finished export left behind');
  }
}
