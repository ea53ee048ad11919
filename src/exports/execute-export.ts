import type { Context } from '../context/index.ts';
import { openJoinedTable } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { holdLease } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { dropChunks } from './drop-chunks.ts';
import { getExport } from './exports.store.ts';
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
  // A failure here only leaves them for the sweep behind every end.
  await dropChunks(context, portalId, job.id).catch((err: unknown) => context.log.warn({ err, jobId: job.id }, 'staged chunks of a finished export left behind'));
}
