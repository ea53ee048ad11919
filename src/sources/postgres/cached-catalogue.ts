import type { SourceContext } from '../define-source.ts';
import type { Catalogue } from './catalogue.ts';
import { connectionKey } from '../database/connection-key.ts';
import type { Connections } from './connections.ts';
import type { PostgresConfig } from './postgres-config.ts';
import { readCatalogue } from './read-catalogue.ts';

const MOST_ENTRIES = 500;

export type CatalogueOf = (context: SourceContext<PostgresConfig>) => Promise<Catalogue>;

/** Keeps each connection's catalogue for `keepMs`. Jobs always ask anew: they outlive it. */
export function cachedCatalogue(connections: Connections, keepMs: number): CatalogueOf {
  const kept = new Map<string, { readonly until: number; readonly catalogue: Catalogue }>();

  return async (context) => {
    const now = context.now();
    const key = `${connectionKey(context.portalId, context.config)} ${JSON.stringify(context.config.tables)}`;
    const known = kept.get(key);
    if (context.lane === 'person' && context.anew !== true && known !== undefined && known.until > now) return known.catalogue;

    const catalogue = await readCatalogue(connections, context);
    kept.delete(key);
    kept.set(key, { until: now + keepMs, catalogue });
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_ENTRIES) break;
      kept.delete(oldest);
    }
    return catalogue;
  };
}
