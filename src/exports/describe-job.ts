import type { ExportFormat, HeldFor, Job, JobWaiting, KeptRows, NoticeState, RecordRef } from '#contract';
import { StoredError, Waiting } from '../jobs/index.ts';
import type { JobRow } from '../jobs/index.ts';
import type { Settings } from '../context/index.ts';
import type { Certificate } from './certificate.ts';
import type { Artifact } from './exports.store.ts';
import { keptMs } from './partial/kept-ms.ts';

const PHASES = { planning: 'planning', writing: 'writing', reading: 'reading', waiting: 'waiting', rendering: 'rendering', publishing: 'publishing' } as const;

/** What is shown of a job's own row. */
export type ShownRow = Pick<JobRow, 'id' | 'kind' | 'title' | 'state' | 'lane' | 'phase' | 'rowsDone' | 'rowsTotal' | 'claimedAt' | 'claimedRows' | 'error' | 'waiting' | 'waitingSince'
  | 'cancelRequestedAt' | 'createdAt' | 'finishedAt'>;
/** What is shown of its file. */
export type ShownArtifact = Pick<Artifact, 'rows' | 'bytes' | 'sha256' | 'fileName' | 'expiresAt' | 'deletedAt' | 'withdrawn'> & {
  readonly certificate: Pick<Certificate, 'rows' | 'complete' | 'asOf'> & { readonly partial?: Certificate['partial']; readonly outsideFilters?: number };
};

/** `changed`: how many rows it has written to HubSpot; `undone`: whether somebody has asked to take that back, by a job that `undoes` it. */
export type Lineage = { readonly repairs: string | null; readonly undoes: string | null; readonly repairedBy: string | null; readonly changed: number; readonly undone: boolean };
export const NO_LINEAGE: Lineage = { repairs: null, undoes: null, repairedBy: null, changed: 0, undone: false };
export type ShownView = { readonly rows: number; readonly until: Date; readonly record: RecordRef };

export type About = {
  readonly now: number;
  readonly notices: NoticeState[];
  readonly artifact: ShownArtifact | null;
  readonly format: ExportFormat;
  /** Which export it repairs, which repairs it, and what it has changed. */
  readonly lineage: Lineage;
  /** What is kept of a view; null when its time is over. */
  readonly view: ShownView | null;
  readonly kept: KeptRows | null;
  readonly approval: HeldFor | null;
  readonly ahead: number;
};

/** A job and what hangs on it, as its owner sees it. */
export function describeJob(row: ShownRow, about: About): Job {
  const base = {
    id: row.id,
    title: row.title,
    format: row.kind === 'view' ? null : about.format,
    lane: row.lane === 'immediate' ? 'immediate' as const : 'background' as const,
    createdAt: row.createdAt.toISOString(),
    notices: about.notices,
    ...showLineage(about.lineage),
  };
  const finishedAt = (row.finishedAt ?? row.createdAt).toISOString();
  const rowsDone = Number(row.rowsDone);
  switch (row.state) {
    case 'queued': return { ...base, state: 'queued', ahead: about.ahead, waiting: waitingOf(row) };
    case 'held': return { ...base, state: 'held', approval: about.approval ?? { why: '', rows: null, expiresAt: row.createdAt.toISOString() } };
    case 'failed': return { ...base, state: 'failed', finishedAt, error: StoredError.parse(row.error), rowsDone, kept: about.kept };
    case 'cancelled': return { ...base, state: 'cancelled', finishedAt, rowsDone, kept: about.kept };
    case 'ready': return row.kind === 'view' ? showView(about, { ...base, finishedAt }) : showReady(row, about, { ...base, finishedAt });
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

function showLineage({ repairs, undoes, repairedBy, changed, undone }: Lineage): Pick<Job, 'repairs' | 'undoes' | 'repairedBy' | 'changed'> {
  return {
    ...(repairs === null ? {} : { repairs }), ...(undoes === null ? {} : { undoes }), ...(repairedBy === null ? {} : { repairedBy }),
    ...(changed === 0 ? {} : { changed: { rows: changed, undone } }),
  };
}

function showReady(row: ShownRow, { artifact, now }: About, base: Omit<Extract<Job, { state: 'expired' }>, 'state'>): Job {
  if (typeof artifact?.withdrawn === 'string') return { ...base, state: 'expired', withdrawn: artifact.withdrawn };
  if (artifact === null || artifact.deletedAt !== null || artifact.expiresAt.getTime() <= now) return { ...base, state: 'expired' };
  // A certificate of an older version says nothing of parts.
  const { rows, complete, asOf, partial = null, outsideFilters } = artifact.certificate;
  return {
    ...base,
    state: 'ready',
    seconds: ((row.finishedAt ?? row.createdAt).getTime() - row.createdAt.getTime()) / 1000,
    rows: artifact.rows,
    bytes: artifact.bytes,
    fileName: artifact.fileName,
    expiresAt: artifact.expiresAt.toISOString(),
    certificate: { complete, upstream: rows.upstream, written: rows.written, skipped: rows.skipped, sha256: artifact.sha256, asOf, ...(outsideFilters === undefined ? {} : { outsideFilters }) },
    partial: partial !== null,
  };
}

function showView({ view, now }: About, base: Omit<Extract<Job, { state: 'expired' }>, 'state'>): Job {
  if (view === null || view.until.getTime() <= now) return { ...base, state: 'expired' };
  return { ...base, state: 'shown', rows: view.rows, until: view.until.toISOString(), record: view.record };
}

function waitingOf(row: ShownRow): JobWaiting | null {
  if (row.waiting === null || row.waitingSince === null) return null;
  const { message, fix } = Waiting.parse(row.waiting);
  return { message, fix, since: row.waitingSince.toISOString() };
}

/** By the pace since this worker took the job; null until there is one. */
function secondsLeft(job: ShownRow, now: number): number | null {
  if (job.rowsTotal === null || job.claimedAt === null) return null;
  const rows = Number(job.rowsDone - job.claimedRows);
  const seconds = (now - job.claimedAt.getTime()) / 1000;
  if (rows <= 0 || seconds < 1) return null;
  return Math.max(0, Math.ceil(((Number(job.rowsTotal) - Number(job.rowsDone)) / rows) * seconds));
}

/** What a stopped export had read and until when it is kept; null when there is nothing. */
export function keptOf(settings: Settings, row: ShownRow, rows: number | undefined): KeptRows | null {
  if (rows === undefined || row.finishedAt === null || (row.state !== 'failed' && row.state !== 'cancelled')) return null;
  return { rows, until: new Date(row.finishedAt.getTime() + keptMs(settings, row.state)).toISOString() };
}
