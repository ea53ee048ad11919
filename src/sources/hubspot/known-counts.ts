import type { PortalId } from '../../core/ids/portal-id.ts';
import { createTtlCache } from '../../hubspot/index.ts';
import type { SourceQuery } from '../define-source.ts';

/** How many rows a table had under some filters when somebody last counted, for estimates. */
export type KnownCounts = {
  of(portalId: PortalId, query: SourceQuery): number | null;
  note(portalId: PortalId, query: SourceQuery, rows: number | null): void;
};

const KEPT_MS = 5 * 60_000;
const MOST_COUNTS = 5_000;

export function createKnownCounts(now: () => number): KnownCounts {
  const counts = createTtlCache<number>({ ttlMs: KEPT_MS, max: MOST_COUNTS, now });
  const keyOf = (portalId: PortalId, { table, record, filters }: SourceQuery): string => JSON.stringify([portalId, table.key, table.scope, table.scope === 'portal' ? null : record, filters]);

  return {
    of: (portalId, query) => counts.get(keyOf(portalId, query)) ?? null,
    note(portalId, query, rows) {
      if (rows !== null) counts.set(keyOf(portalId, query), rows);
    },
  };
}
