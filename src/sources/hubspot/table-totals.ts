import type { PortalId } from '../../core/ids/portal-id.ts';
import { createTtlCache } from '../../hubspot/index.ts';
import type { ObjectKey } from './object-type.ts';

/** How many records a type had when somebody last counted, for estimates. */
export type TableTotals = {
  of(portalId: PortalId, key: ObjectKey): number | null;
  note(portalId: PortalId, key: ObjectKey, total: number | null): void;
};

const KEPT_MS = 10 * 60_000;
const MOST_TOTALS = 5_000;

export function createTableTotals(now: () => number): TableTotals {
  const totals = createTtlCache<number>({ ttlMs: KEPT_MS, max: MOST_TOTALS, now });

  return {
    of: (portalId, key) => totals.get(`${portalId} ${key}`) ?? null,
    note(portalId, key, total) {
      if (total !== null) totals.set(`${portalId} ${key}`, total);
    },
  };
}
