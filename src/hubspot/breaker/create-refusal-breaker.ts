import type { Database } from '../../core/db/index.ts';
import { AppError } from '../../core/errors/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';
import type { RefusalBreaker, RefusalCode } from './refusal-breaker.ts';
import { addRefusal, forgetRefusal, listRefused, takeProbe, type RefusedFeature } from './refusals.store.ts';

/**
 * Refusals in a row that close a feature. A missing scope is the same for every record; any other 403 may be about
 * one record of a batch that is being taken apart, which takes up to eight in a row.
 */
const MOST: Readonly<Record<RefusalCode, number>> = { 'hubspot.missing_scope': 3, 'source.refused': 12 };
const CLOSED_MS = 24 * 3_600_000;
/** A probe that is never answered must not keep the next one away for a day. */
const PROBE_MS = 60_000;
/** Another process's refusals and a new grant are known here after so long. */
const FRESH_MS = 15_000;
const CLOSED_FRESH_MS = 500;

function isClosed(entry: RefusedFeature | undefined): entry is RefusedFeature {
  return entry !== undefined && entry.refusals >= MOST[entry.code as RefusalCode];
}

type Known = { readonly readAt: number; readonly features: Map<string, RefusedFeature> };

/** The breaker over the table `refused_features`, so that all processes stop; each looks there at most every 15 s per portal. */
export function createRefusalBreaker(deps: { readonly database: Database; readonly now: () => number }): RefusalBreaker {
  const { database, now } = deps;
  const portals = new Map<PortalId, Promise<Known>>();

  async function known(portalId: PortalId, freshMs = FRESH_MS): Promise<Known> {
    const cached = await portals.get(portalId)?.catch(() => undefined);
    if (cached !== undefined && now() - cached.readAt < freshMs) return cached;
    const reading = database.inPortal(portalId, (tx) => listRefused(tx, portalId)).then((rows) => ({ readAt: now(), features: new Map(rows.map((row) => [row.feature, row])) }));
    portals.set(portalId, reading);
    return reading;
  }

  return {
    async check(portalId, feature) {
      if (!isClosed((await known(portalId)).features.get(feature))) return;
      // Somebody may have mended it and be waiting: a closed feature is looked up anew, which is cheaper than the call it saves.
      const entry = (await known(portalId, CLOSED_FRESH_MS)).features.get(feature);
      if (!isClosed(entry)) return;
      const at = now();
      if (entry.closedUntil.getTime() <= at && await database.inPortal(portalId, (tx) => takeProbe(tx, portalId, feature, new Date(at), new Date(at + PROBE_MS)))) return;
      throw new AppError(entry.code as RefusalCode, { detail: `not asked: HubSpot refused ${feature} ${entry.refusals} times` });
    },

    async refused(portalId, feature, code) {
      const at = now();
      const row = await database.inPortal(portalId, (tx) => addRefusal(tx, portalId, { feature, code, most: MOST[code], now: new Date(at), until: new Date(at + CLOSED_MS) }));
      (await known(portalId)).features.set(feature, row);
    },

    async succeeded(portalId, feature) {
      const { features } = await known(portalId);
      if (!features.has(feature)) return;
      features.delete(feature);
      await database.inPortal(portalId, (tx) => forgetRefusal(tx, portalId, feature));
    },
  };
}
