import type { Database } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { Logger } from '../core/log/logger.ts';
import type { CallMeter, CallPurpose } from '../hubspot/index.ts';
import { addCounts, NO_JOB, type Counts } from './usage.store.ts';

export type UsageMeter = CallMeter & {
  /** Writes down what was counted so far. */
  flush(): Promise<void>;
  /** Flushes a last time and stops. */
  close(): Promise<void>;
};

const FLUSH_MS = 5_000;

/** Counts in memory and adds to the database every five seconds: a killed process loses at most that much. */
export function createUsageMeter(deps: { readonly database: Database; readonly now: () => number; readonly log: Pick<Logger, 'warn'> }): UsageMeter {
  const { database, now, log } = deps;
  let portals = new Map<PortalId, Map<string, Counts>>();
  let flushing: Promise<void> = Promise.resolve();

  function countsOf(portalId: PortalId, purpose: CallPurpose): Counts {
    const day = new Date(now()).toISOString().slice(0, 10);
    const jobId = purpose.jobId ?? NO_JOB;
    const key = `${day} ${purpose.area} ${jobId}`;
    const portal = portals.get(portalId) ?? new Map<string, Counts>();
    portals.set(portalId, portal);
    const counts = portal.get(key) ?? { day, area: purpose.area, jobId, requests: 0, tries: 0, failed: 0, rateLimited: 0 };
    portal.set(key, counts);
    return counts;
  }

  async function write(): Promise<void> {
    const counted = portals;
    portals = new Map();
    for (const [portalId, portal] of counted) {
      try {
        await database.inPortal(portalId, (tx) => addCounts(tx, portalId, [...portal.values()]));
      } catch (err) {
        log.warn({ portalId, err }, 'request counts not written, kept for the next time');
        for (const each of portal.values()) putBack(portalId, each);
      }
    }
  }

  function putBack(portalId: PortalId, { day, area, jobId, ...numbers }: Counts): void {
    const portal = portals.get(portalId) ?? new Map<string, Counts>();
    portals.set(portalId, portal);
    const key = `${day} ${area} ${jobId}`;
    const since = portal.get(key) ?? { day, area, jobId, requests: 0, tries: 0, failed: 0, rateLimited: 0 };
    portal.set(key, {
      day, area, jobId, requests: since.requests + numbers.requests, tries: since.tries + numbers.tries,
      failed: since.failed + numbers.failed, rateLimited: since.rateLimited + numbers.rateLimited,
    });
  }

  /** One after the other: two at once would lock the same rows in different orders. */
  function flush(): Promise<void> {
    flushing = flushing.then(write);
    return flushing;
  }

  const timer = setInterval(() => void flush(), FLUSH_MS).unref();

  return {
    request(portalId, purpose) {
      countsOf(portalId, purpose).requests += 1;
    },
    tried(portalId, purpose, status) {
      const counts = countsOf(portalId, purpose);
      counts.tries += 1;
      if (status === null || status >= 400) counts.failed += 1;
      if (status === 429) counts.rateLimited += 1;
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
