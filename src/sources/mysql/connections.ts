import type { SourceContext } from '../define-source.ts';
import { abortError } from '../database/abort-error.ts';
import { askClient } from './ask-client.ts';
import type { Answer, AskOptions } from './ask-client.ts';
import type { Client, ClientUse, Rows } from './client.ts';
import { createClientPool } from './client-pool.ts';
import type { ClientPool } from './client-pool.ts';
import { connectionKey } from '../database/connection-key.ts';
import { destroyClient } from './guard-answer.ts';
import type { Limits } from './limits.ts';
import type { MysqlConfig } from './mysql-config.ts';
import { openClient } from './open-client.ts';
import type { ResolveHost } from '../../core/net/index.ts';
import { sendCommand } from './send-command.ts';
import { setTimeouts } from './set-timeouts.ts';
import type { Sql } from './sql.ts';
import { streamRows } from './stream-rows.ts';

type Context = SourceContext<MysqlConfig>;
export type Ask = (statement: Sql) => Promise<Rows>;

/** A connection that belongs to one reader until it is closed. All it streams is of one moment where the tables can do that. */
export type Reading = {
  /** When that moment was, ISO, by our clock. */
  readonly snapshot: string;
  stream(statement: Sql): AsyncGenerator<{ readonly rows: Rows }>;
  close(): void;
};

/** Asks a portal's database. Errors are AppErrors (source.*) or the reason the call was aborted with. */
export type Connections = {
  /** One question: people share a few connections, a job opens its own. `timeoutMs` default: the lane's. */
  ask(context: Context, statement: Sql, options?: Partial<AskOptions>): Promise<Answer>;
  /** Several questions over one connection. */
  asking<T>(context: Context, work: (ask: Ask) => Promise<T>): Promise<T>;
  read(context: Context): Promise<Reading>;
};

export function createConnections(options: { readonly resolveHost: ResolveHost; readonly limits: Limits }): Connections {
  const { resolveHost, limits } = options;
  const pools = new Map<string, ClientPool>();

  const useOf = (context: Context): ClientUse => ({ context, limits, resolveHost });
  const laneMs = (context: Context): number => (context.lane === 'person' ? limits.personStatementMs : limits.backgroundStatementMs);

  function poolOf(context: Context): ClientPool {
    const key = connectionKey(context.portalId, context.config);
    const known = pools.get(key);
    if (known !== undefined) return known;
    const pool = createClientPool({ most: limits.connections, idleMs: limits.idleMs, onEmpty: () => pools.delete(key) });
    pools.set(key, pool);
    return pool;
  }

  /** A connection for `work`, which says whether it may serve another question. */
  async function withClient<T>(context: Context, work: (client: Client, use: ClientUse) => Promise<{ readonly result: T; readonly usable: boolean }>): Promise<T> {
    const use = useOf(context);
    if (context.signal.aborted) throw abortError(context.signal);
    if (context.lane !== 'person') {
      const client = await openClient(use);
      try {
        return (await work(client, use)).result;
      } finally {
        sayGoodbye(client);
      }
    }
    const pool = poolOf(context);
    const client = await pool.take(context.signal, () => openClient(use)).catch((error: unknown) => {
      throw context.signal.aborted ? abortError(context.signal) : error;
    });
    try {
      const { result, usable } = await work(client, use);
      if (usable) pool.giveBack(client);
      else pool.drop(client);
      return result;
    } catch (error) {
      pool.drop(client);
      throw error;
    }
  }

  return {
    ask(context, statement, { timeoutMs = laneMs(context), bytes } = {}) {
      return withClient(context, async (client, use) => {
        const result = await askClient(client, use, statement, { timeoutMs, ...(bytes !== undefined && { bytes }) });
        return { result, usable: !result.cut };
      });
    },

    asking(context, work) {
      return withClient(context, async (client, use) => {
        const ask: Ask = async (statement) => (await askClient(client, use, statement, { timeoutMs: laneMs(context) })).rows;
        return { result: await work(ask), usable: true };
      });
    },

    async read(context) {
      const use = useOf(context);
      const client = await openClient(use);
      try {
        await setTimeouts(client, use, limits.readMs);
        await sendCommand(client, use, { text: 'start transaction with consistent snapshot, read only' }, limits.backgroundStatementMs);
      } catch (error) {
        destroyClient(client);
        throw error;
      }
      const stretch = { timeoutMs: limits.readMs, stallMs: limits.stallMs, rows: limits.chunkRows, bytes: limits.chunkBytes, flushMs: limits.flushMs };
      return { snapshot: new Date(context.now()).toISOString(), stream: (statement) => streamRows(client, use, statement, stretch), close: () => sayGoodbye(client) };
    },
  };
}

/** Not awaited: a server that does not say goodbye must not hold up the caller. */
function sayGoodbye(client: Client): void {
  client.connection.end(() => undefined);
  setTimeout(() => destroyClient(client), 1_000).unref();
}
