import { AppError } from '../core/errors/index.ts';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { lockFenced, renewLease } from './jobs.store.ts';

/** One worker's hold on one job: aborts `signal` when the hold is lost or the job cancelled, and guards every write. */
export type Lease = {
  readonly fence: number;
  readonly signal: AbortSignal;
  /**
   * Throws job.lease_lost when so much time has passed since the last renewal that another worker may hold the job: asked right
   * before what the fence cannot refuse, a call to somebody else.
   */
  requireHeld(): void;
  /** A transaction that commits only while this worker still holds the job. Throws job.lease_lost or job.cancelled. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  release(): void;
};

/** Renews the claimed job's lease until released. */
export function holdLease(options: {
  readonly database: Database;
  readonly portalId: PortalId;
  readonly jobId: string;
  readonly fence: number;
  readonly leaseSeconds: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
}): Lease {
  const { database, portalId, jobId, fence, leaseSeconds, now } = options;
  const lost = new AbortController();
  let failures = 0;
  let heldUntil = now() + leaseSeconds * 1000;

  async function renew(): Promise<void> {
    const asked = now();
    try {
      const held = await database.inPortal(portalId, (tx) => renewLease(tx, jobId, fence, leaseSeconds));
      failures = 0;
      if (held === 'held') heldUntil = asked + leaseSeconds * 1000;
      if (held === 'lost') lost.abort(new AppError('job.lease_lost', { detail: `lease of job ${jobId} lost at fence ${fence}` }));
      // What waits for a silent system writes nothing, and would not hear of it.
      if (held === 'cancelled') lost.abort(new AppError('job.cancelled'));
    } catch (error) {
      // A database that is away for a moment is not a lost lease; the fence decides at the next write.
      failures += 1;
      if (failures > 20) lost.abort(error);
    }
  }

  const timer = setInterval(() => void renew(), (leaseSeconds * 1000) / 4);

  async function write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return database.inPortal(portalId, async (tx) => {
      const held = await lockFenced(tx, jobId, fence);
      if (held === 'lost') throw new AppError('job.lease_lost', { detail: `write of job ${jobId} refused at fence ${fence}` });
      if (held === 'cancelled') throw new AppError('job.cancelled');
      return work(tx);
    });
  }

  function requireHeld(): void {
    if (lost.signal.aborted || now() >= heldUntil) throw new AppError('job.lease_lost', { detail: `lease of job ${jobId} is over at fence ${fence}` });
  }

  return { fence, signal: AbortSignal.any([options.signal, lost.signal]), requireHeld, write, release: () => clearInterval(timer) };
}
