import type { HeldFor, Job } from '#contract';
import { findApprovals } from '../approvals/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { listWaiting } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { listNotices } from '../notices/index.ts';
import { describeKeptViews } from '../views/index.ts';
import { describeJob, keptOf, NO_LINEAGE } from './describe-job.ts';
import type { ShownView } from './describe-job.ts';
import { findArtifacts, listFormats } from './exports.store.ts';
import { listLineages } from './repair/repair.store.ts';
import { listKept } from './partial/partial.store.ts';

/** A longer queue is shown as this long. */
const MOST_WAITING = 1_000;

/** Jobs as their owner sees them, with as few questions to the database as for one. */
export async function showJobs(context: Context, tx: Tx, rows: readonly JobRow[]): Promise<Job[]> {
  const ids = rows.map((row) => row.id);
  const notices = await listNotices(tx, ids);
  const held = rows.filter((row) => row.state === 'held').map((row) => row.id);
  const approvals = held.length === 0 ? new Map<string, HeldFor>() : await heldFor(tx, held);
  const artifacts = await findArtifacts(tx, ids);
  const formats = await listFormats(tx, ids);
  const stopped = rows.flatMap((row) => (row.state === 'failed' || row.state === 'cancelled' ? row.id : []));
  const kept = stopped.length === 0 ? new Map<string, number>() : await listKept(tx, stopped);
  const lineages = await listLineages(tx, ids);
  const shown = rows.flatMap((row) => (row.kind === 'view' ? row.id : []));
  const views = shown.length === 0 ? new Map<string, ShownView>() : await describeKeptViews(tx, shown);
  const waiting = rows.some((row) => row.state === 'queued') ? await listWaiting(tx, MOST_WAITING) : [];
  return rows.map((row) => describeJob(row, {
    now: context.now(),
    notices: notices.get(row.id) ?? [],
    artifact: artifacts.get(row.id) ?? null,
    format: formats.get(row.id) ?? 'csv',
    lineage: lineages.get(row.id) ?? NO_LINEAGE,
    view: views.get(row.id) ?? null,
    kept: keptOf(context.settings, row, kept.get(row.id)),
    approval: approvals.get(row.id) ?? null,
    ahead: Math.max(0, waiting.indexOf(row.id)),
  }));
}

/** One job as its owner sees it. */
export async function showJob(context: Context, tx: Tx, row: JobRow): Promise<Job> {
  const [job] = await showJobs(context, tx, [row]);
  return job!;
}

/** Why these jobs wait for agreement, by job id. */
async function heldFor(tx: Tx, jobIds: readonly string[]): Promise<Map<string, HeldFor>> {
  const found = await findApprovals(tx, jobIds);
  return new Map([...found.values()].map(({ jobId, why, rows, expiresAt }) => [jobId, { why, rows: rows === null ? null : Number(rows), expiresAt: expiresAt.toISOString() }]));
}
