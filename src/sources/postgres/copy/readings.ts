import type { Client } from 'pg';
import { AppError } from '../../../core/errors/index.ts';
import type { SourceContext, SourceQuery } from '../../define-source.ts';
import type { CatalogueOf } from '../cached-catalogue.ts';
import { endClient } from '../connections.ts';
import type { Connections } from '../connections.ts';
import type { ClientUse } from '../guard-client.ts';
import type { Limits } from '../limits.ts';
import { literalBinder } from '../literal-binder.ts';
import { openQuery } from '../open-query.ts';
import type { OpenedQuery } from '../open-query.ts';
import type { PostgresConfig } from '../postgres-config.ts';
import type { ResolveHost } from '../../../core/net/index.ts';
import { joinSnapshot, takeSnapshot } from './take-snapshot.ts';

type Context = SourceContext<PostgresConfig>;

/** A query as it is read: its values are literals, and every part of it begins in the snapshot it is read in. */
export type Reading = {
  readonly query: OpenedQuery;
  /** Begins the transaction of a part. Returns when its snapshot was taken. */
  begin(client: Client, use: ClientUse): Promise<string>;
};

export type Readings = {
  /** `alone`: the query has one part only. */
  of(context: Context, query: SourceQuery, alone: boolean): Promise<Reading>;
};

/** Well within the time after which the server ends an idle transaction. */
const ASK_EVERY_MS = 15_000;

/**
 * Parts of a query that are read under one abort signal share one snapshot. A connection of its own holds it until the
 * signal aborts; should it break, the next part is refused and whoever tries again gets a new snapshot.
 */
export function createReadings(options: { readonly connections: Connections; readonly catalogueOf: CatalogueOf; readonly limits: Limits; readonly resolveHost: ResolveHost }): Readings {
  const { connections, catalogueOf, limits, resolveHost } = options;
  const shared = new WeakMap<AbortSignal, WeakMap<SourceQuery, Promise<Reading>>>();

  async function readAlone(context: Context, query: SourceQuery): Promise<Reading> {
    const opened = await openQuery(context, catalogueOf, query, { binder: literalBinder() });
    return { query: opened, begin: async (client, use) => (await takeSnapshot(client, use, limits, opened, { share: false })).takenAt };
  }

  async function readShared(context: Context, query: SourceQuery): Promise<Reading> {
    const alone = await readAlone(context, query);
    const client = await connections.connect(context);
    try {
      const { id, takenAt } = await takeSnapshot(client, { context, resolveHost }, limits, alone.query, { share: true });
      if (id === null) throw new AppError('source.refused', { detail: 'postgres: a snapshot without a name' });
      context.signal.throwIfAborted();
      const asking = setInterval(() => void client.query('select 1').catch(ignore), ASK_EVERY_MS);
      context.signal.addEventListener('abort', () => {
        clearInterval(asking);
        endClient(client);
      }, { once: true });
      return {
        query: alone.query,
        async begin(joining, use) {
          await joinSnapshot(joining, use, limits, id);
          return takenAt;
        },
      };
    } catch (error) {
      endClient(client);
      // Servers that speak PostgreSQL's protocol may not know how to share a snapshot: then each part takes its own.
      if (error instanceof AppError && (error.code === 'source.refused' || error.code === 'source.changed')) return alone;
      throw error;
    }
  }

  return {
    of(context, query, alone) {
      if (alone) return readAlone(context, query);
      const queries = shared.get(context.signal) ?? new WeakMap<SourceQuery, Promise<Reading>>();
      shared.set(context.signal, queries);
      const known = queries.get(query);
      if (known !== undefined) return known;
      const reading = readShared(context, query);
      queries.set(query, reading);
      reading.catch(() => queries.delete(query));
      return reading;
    },
  };
}

function ignore(): void {}
