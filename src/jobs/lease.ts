import { AppError } from '../core/errors/index.ts';
import type { Database, Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { lockFenced, renewLease } from './jobs.store.ts';

/** One worker's hold on one job: aborts `signal` when the hold is lost or the job cancelled, and guards every write. */
export type Lease = {
  readonly fence: number;
  readonly signal: AbortSignal;
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
}): Lease {
  const { database, portalId, jobId, fence, leaseSeconds } = options;
  const lost = new AbortController();
  let failures = 0;

  async function renew(): Promise<void> {
    try {
      const held = await database.inPortal(portalId, (tx) => renewLease(tx, jobId, fence, leaseSeconds));
      failures = 0;
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

  return { fence, signal: AbortSignal.any([options.signal, lost.signal]), write, release: () => clearInterval(timer) };
}
