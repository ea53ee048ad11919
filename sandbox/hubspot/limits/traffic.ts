import { RollingLog } from './rolling-log.ts';
import { budgets, type Budget } from './budgets.ts';

/** What one portal was asked, as the benchmarks and tests read it. */
export type PortalStats = {
  calls: number;
  byFamily: Record<string, number>;
  byStatus: Record<string, number>;
  rateLimited: number;
  maxCallsInAny10s: number;
  maxSearchesInAny1s: number;
  maxAssociationBatchesInAny10s: number;
};

export type Stats = {
  portals: Record<string, PortalStats>;
  /** OAuth calls and calls without a valid token. */
  anonymous: { calls: number; byStatus: Record<string, number> };
};

type Counters = { calls: number; byFamily: Record<string, number>; byStatus: Record<string, number> };
type PortalTraffic = Counters & { logs: Record<Budget, RollingLog> };

/** Counts every arrival, also the refused ones: a 429 spends the budget like any other answer. */
export class Traffic {
  private portals = new Map<number, PortalTraffic>();
  private anonymous: Counters = emptyCounters();

  /** Notes an arrival in its budget; answers how many the window holds, this one included. */
  arrive(portalId: number, budget: Budget, family: string, now: number): number {
    const traffic = this.of(portalId);
    traffic.calls++;
    increase(traffic.byFamily, family);
    return traffic.logs[budget].add(now);
  }

  arriveAnonymous(): void {
    this.anonymous.calls++;
  }

  answered(portalId: number | undefined, status: number): void {
    increase(portalId === undefined ? this.anonymous.byStatus : this.of(portalId).byStatus, String(status));
  }

  /** Forgets counts and peaks, and the windows with them. */
  reset(): void {
    this.portals = new Map();
    this.anonymous = emptyCounters();
  }

  stats(): Stats {
    const portals: Record<string, PortalStats> = {};
    for (const [portalId, { logs, ...counters }] of this.portals) {
      portals[String(portalId)] = {
        ...structuredClone(counters),
        rateLimited: counters.byStatus['429'] ?? 0,
        maxCallsInAny10s: logs.normal.peak,
        maxSearchesInAny1s: logs.search.peak,
        maxAssociationBatchesInAny10s: logs.associations.peak,
      };
    }
    return { portals, anonymous: structuredClone(this.anonymous) };
  }

  private of(portalId: number): PortalTraffic {
    const known = this.portals.get(portalId);
    if (known) return known;
    const logs = {
      normal: new RollingLog(budgets.normal.windowMs),
      search: new RollingLog(budgets.search.windowMs),
      associations: new RollingLog(budgets.associations.windowMs),
    };
    const traffic = { ...emptyCounters(), logs };
    this.portals.set(portalId, traffic);
    return traffic;
  }
}

function emptyCounters(): Counters {
  return { calls: 0, byFamily: {}, byStatus: {} };
}

function increase(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
