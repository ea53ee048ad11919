import type { Context } from '../context/index.ts';
import { openStoredTable, requireSameShape } from '../connections/index.ts';
import type { OpenTable } from '../connections/index.ts';
import { requireAgreement } from './require-agreement.ts';
import { holdLease, requireJob } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { onlyChanges } from './changes/only-changes.ts';
import { dropChunks } from './drop-chunks.ts';
import { dropOrphans } from './drop-orphans.ts';
import { getExport } from './exports.store.ts';
import { finishExport } from './finish-export.ts';
import { joinWhileReading } from './join-while-reading.ts';
import { lookAtParts } from './partial/look-at-parts.ts';
import { cutToRepair } from './repair/cut-to-repair.ts';
import { writeCorrections } from './repair/write-corrections.ts';
import { planExport } from './plan-export.ts';
import { watchRoom } from './quota/watch-room.ts';
import { readSheet } from './read-sheet.ts';
import { ownKey } from './sheets/flat-key.ts';
import type { ExportRun } from './export-run.ts';
import { watchSilence } from './watch-silence.ts';

export type ExportEnd = 'done' | 'gave-way' | 'held';

/**
 * Brings a claimed export to its end: plan, read what is not staged yet, render, publish, certify, announce.
 * Throws AppErrors; job.lease_lost means that another worker goes on and this one must do nothing more. `gave-way`: it stopped at
 * checkpoints, because `giveWay` asked for it, and is not at its end. `held`: it waits for somebody's agreement. A reading in which nothing
 * moves for `silentMs` ends with source.timeout.
 */
export async function executeExport(context: Context, job: JobRow, lane: 'person' | 'background', signals: { readonly signal: AbortSignal; readonly giveWay: AbortSignal }): Promise<ExportEnd> {
  const { signal, giveWay } = signals;
  const portalId = PortalId.parse(String(job.portalId));
  const lease = holdLease({ database: context.database, portalId, jobId: job.id, fence: job.fence, leaseSeconds: context.settings.leaseSeconds, signal, now: context.now });
  const silence = watchSilence(context.settings.silentMs, lease.signal);
  try {
    const stored = await context.database.inPortal(portalId, (tx) => getExport(tx, job.id));
    const run: ExportRun = {
      portalId, jobId: job.id, title: job.title, round: job.round, startedAt: context.now(), lease, signal: silence.signal, silence, giveWay, export: stored,
      at: (point) => { silence.moved(); context.crashPoint(point); }, joining: null,
    };
    run.at('claimed');
    await dropOrphans(context, run);
    const roomy = { ...context, files: watchRoom(context, run) };
    // A part is made of what is there; the source is not asked any more.
    const done = await silence.guard(job.partial === null ? readAndFinish(roomy, run, job, lane) : finishPart(roomy, run, job));
    if (done !== 'done') return done;
  } finally {
    silence.end();
    lease.release();
  }
  // A failure here only leaves them for the sweep behind every end.
  await dropChunks(context, portalId, job.id).catch((err: unknown) => context.log.warn({ err, jobId: job.id }, 'staged chunks of a finished export left behind'));
  return 'done';
}

async function finishPart(context: Context, run: ExportRun, job: JobRow): Promise<'done' | 'held'> {
  run.silence.end();
  if ((await requireAgreement(context, run, job, Number(job.rowsDone))) === 'held') return 'held';
  await finishExport(context, run, run.export, [], await lookAtParts(context, run, job));
  return 'done';
}

/** The person's rights are asked for at the start of every run, and once more when everything is read: before the file is made. */
async function readAndFinish(context: Context, run: ExportRun, job: JobRow, lane: 'person' | 'background'): Promise<ExportEnd> {
  const whole: OpenTable[] = [];
  for (const sheet of run.export.sheets) {
    const asking = { portalId: run.portalId, userId: job.userId, verb: 'export', granted: sheet.access, lane, signal: run.signal, heard: run.silence.moved, purpose: { area: 'exports', jobId: run.jobId } } as const;
    const opened = requireSameShape(await openStoredTable(context, asking, sheet.query, sheet.columns.map((column) => ({ ...column, key: ownKey(column.key) }))), sheet.shape);
    const { role } = sheet;
    const changed = role.kind === 'table' && role.changes !== undefined ? onlyChanges(context, opened, role.changes) : opened;
    whole.push(changed);
  }
  if ((await requireAgreement(context, run, job, job.rowsTotal === null ? 0 : Number(job.rowsTotal))) === 'held') return 'held';
  if (run.export.repair?.writes === true && (await writeCorrections(context, run, job, whole)) === 'gave-way') return 'gave-way';
  const tables = run.export.repair === null ? whole : await Promise.all(whole.map((table, at) => cutToRepair(context, run, run.export.sheets[at]!, table)));
  const planned = await context.tracer.span('export plan', {}, () => planExport(context, run, tables));
  const joining = await joinWhileReading(context, run, planned, tables);
  try {
    return await readAll(context, { ...run, export: planned, joining }, job, tables);
  } finally {
    await joining?.abandon();
  }
}

async function readAll(context: Context, run: ExportRun, job: JobRow, tables: readonly OpenTable[]): Promise<ExportEnd> {
  for (const sheet of run.export.sheets) {
    const read = await context.tracer.span('export read', { 'siderail.sheet': sheet.sheet }, () => readSheet(context, run, tables, sheet));
    if (read === 'gave-way') return 'gave-way';
  }
  // Nothing more is asked of the source, and a file may take its time.
  run.silence.end();
  const read = await context.database.inPortal(run.portalId, (tx) => requireJob(tx, run.jobId));
  if ((await requireAgreement(context, run, job, Number(read.rowsDone))) === 'held') return 'held';
  await context.tracer.span('export render', {}, () => finishExport(context, run, run.export, tables));
  return 'done';
}
