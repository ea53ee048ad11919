import type { PortalId } from '../core/ids/portal-id.ts';
import type { Lease } from '../jobs/index.ts';
import type { CrashPoint } from './crash-points.ts';
import type { StoredExport } from './exports.store.ts';
import type { Joining } from './join-while-reading.ts';
import type { SilenceWatch } from './watch-silence.ts';

/** One worker's run of one export: what it holds and what it may not do without the lease. */
export type ExportRun = {
  readonly portalId: PortalId;
  readonly jobId: string;
  readonly title: string;
  readonly round: number;
  /** When this worker began, epoch milliseconds. */
  readonly startedAt: number;
  readonly lease: Lease;
  readonly signal: AbortSignal;
  /** Gives the reading up when nothing moves; `signal` is, or hangs on, its signal. */
  readonly silence: SilenceWatch;
  /** Aborts when the run shall end at its next checkpoint, in favour of a portal of which nothing runs. */
  readonly giveWay: AbortSignal;
  readonly export: StoredExport;
  readonly at: (point: CrashPoint) => void;
  /** The file that is made while this run reads; null where it is rendered when all is read. */
  readonly joining: Joining | null;
};
