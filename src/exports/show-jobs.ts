import type { ExportFormat, HeldFor, Job, JobWaiting, KeptRows, NoticeState } from '#contract';
import { findApprovals } from '../approvals/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { listWaiting, StoredError, Waiting } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import { listNotices } from '../notices/index.ts';
import { findArtifacts, listFormats } from './exports.store.ts';
import type { Artifact } from './exports.store.ts';
import type { Certificate } from './certificate.ts';
import { keptMs } from './partial/kept-ms.ts';
import { listKept } from './partial/partial.store.ts';

const PHASES = { planning: 'planning', reading: 'reading', waiting: 'waiting', rendering: 'rendering', publishing: 'publishing' } as const;
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
  const waiting = rows.some((row) => row.state === 'queued') ? await listWaiting(tx, MOST_WAITING) : [];
  return rows.map((row) => show(row, {
    now: context.now(),
    notices: notices.get(row.id) ?? [],
    artifact: artifacts.get(row.id) ?? null,
    format: formats.get(row.id) ?? 'csv',
    kept: keptOf(context, row, kept.get(row.id)),
    approval: approvals.get(row.id) ?? null,
    ahead: Math.max(0, waiting.indexOf(row.id)),
  }));
}

/** One job as its owner sees it. */
export async function showJob(context: Context, tx: Tx, row: JobRow): Promise<Job> {
  const [job] = await showJobs(context, tx, [row]);
  return job!;
}

type About = {
  readonly now: number;
  readonly notices: NoticeState[];
  readonly artifact: Artifact | null;
  readonly format: ExportFormat;
  readonly kept: KeptRows | null;
  readonly approval: HeldFor | null;
  readonly ahead: number;
};

function show(row: JobRow, about: About): Job {
  const base = {
    id: row.id,
    title: row.title,
    format: about.format,
    lane: row.lane === 'immediate' ? 'immediate' as const : 'background' as const,
    createdAt: row.createdAt.toISOString(),
    notices: about.notices,
  };
  const finishedAt = (row.finishedAt ?? row.createdAt).toISOString();
  const rowsDone = Number(row.rowsDone);
  switch (row.state) {
    case 'queued': return { ...base, state: 'queued', ahead: about.ahead, waiting: waitingOf(row) };
    case 'held': return { ...base, state: 'held', approval: about.approval ?? { why: '', rows: null, expiresAt: row.createdAt.toISOString() } };
    case 'failed': return { ...base, state: 'failed', finishedAt, error: StoredError.parse(row.error), rowsDone, kept: about.kept };
    case 'cancelled': return { ...base, state: 'cancelled', finishedAt, rowsDone, kept: about.kept };
    case 'ready': return showReady(row, about, { ...base, finishedAt });
    default: return {
      ...base,
      state: 'running',
      phase: PHASES[row.phase as keyof typeof PHASES] ?? 'reading',
      rowsDone,
      rowsTotal: row.rowsTotal === null ? null : Number(row.rowsTotal),
      secondsLeft: secondsLeft(row, about.now),
      cancelling: row.cancelRequestedAt !== null,
      waiting: waitingOf(row),
    };
  }
}

/** Why these jobs wait for agreement, by job id. */
async function heldFor(tx: Tx, jobIds: readonly string[]): Promise<Map<string, HeldFor>> {
  const found = await findApprovals(tx, jobIds);
  return new Map([...found.values()].map(({ jobId, why, rows, expiresAt }) => [jobId, { why, rows: rows === null ? null : Number(rows), expiresAt: expiresAt.toISOString() }]));
}

function showReady(row: JobRow, { artifact, now }: About, base: Omit<Extract<Job, { state: 'expired' }>, 'state'>): Job {
  if (typeof artifact?.withdrawn === 'string') return { ...base, state: 'expired', withdrawn: artifact.withdrawn };
  if (artifact === null || artifact.deletedAt !== null || artifact.expiresAt.getTime() <= now) return { ...base, state: 'expired' };
  // A certificate of an older version says nothing of parts.
  const { rows, complete, asOf, partial = null } = artifact.certificate as Certificate & { partial?: Certificate['partial'] };
  return {
    ...base,
    state: 'ready',
    seconds: ((row.finishedAt ?? row.createdAt).getTime() - row.createdAt.getTime()) / 1000,
    rows: artifact.rows,
    bytes: artifact.bytes,
    fileName: artifact.fileName,
    expiresAt: artifact.expiresAt.toISOString(),
    certificate: { complete, upstream: rows.upstream, written: rows.written, skipped: rows.skipped, sha256: artifact.sha256, asOf },
    partial: partial !== null,
  };
}

function keptOf(context: Context, row: JobRow, rows: number | undefined): KeptRows | null {
  if (rows === undefined || row.finishedAt === null || (row.state !== 'failed' && row.state !== 'cancelled')) return null;
  return { rows, until: new Date(row.finishedAt.getTime() + keptMs(context.settings, row.state)).toISOString() };
}

function waitingOf(row: JobRow): JobWaiting | null {
  if (row.waiting === null || row.waitingSince === null) return null;
  const { message, fix } = Waiting.parse(row.waiting);
  return { message, fix, since: row.waitingSince.toISOString() };
}

/** By the pace since this worker took the job; null until there is one. */
function secondsLeft(job: JobRow, now: number): number | null {
  if (job.rowsTotal === null || job.claimedAt === null) return null;
  const rows = Number(job.rowsDone - job.claimedRows);
  const seconds = (now - job.claimedAt.getTime()) / 1000;
  if (rows <= 0 || seconds < 1) return null;
  return Math.max(0, Math.ceil(((Number(job.rowsTotal) - Number(job.rowsDone)) / rows) * seconds));
}
