import { Client, Pool } from 'pg';
import type { SourceContext } from '../define-source.ts';
import { abortError } from '../database/abort-error.ts';
import { askClient } from './ask-client.ts';
import { clientSettings } from './client-settings.ts';
import { connectionKey } from '../database/connection-key.ts';
import { laneMs } from './limits.ts';
import type { Limits } from './limits.ts';
import { mapDatabaseError } from './map-database-error.ts';
import type { PostgresConfig } from './postgres-config.ts';
import type { ResolveHost } from '../../core/net/index.ts';
import type { Rows } from './send-question.ts';
import type { Statement } from './statement.ts';

type Context = SourceContext<PostgresConfig>;

/** A connection that belongs to one reader until it is closed. */
export type OwnConnection = { ask(statement: Statement): Promise<Rows>; close(): void };

/** Asks a portal's database. Errors are AppErrors (source.*) or the reason the call was aborted with. */
export type Connections = {
  /** One question: people share a few connections, a job opens its own. `timeoutMs` default: the lane's. */
  ask(context: Context, statement: Statement, timeoutMs?: number): Promise<Rows>;
  open(context: Context): Promise<OwnConnection>;
  /** A client of one's own, to be used through guardClient and ended by whoever asked for it. It does not send ahead, so that it takes COPY. */
  connect(context: Context): Promise<Client>;
};

export function createConnections(options: { readonly resolveHost: ResolveHost; readonly limits: Limits }): Connections {
  const { resolveHost, limits } = options;
  const pools = new Map<string, Pool>();

  function poolOf(context: Context): { pool: Pool; forgetWhenEmpty: () => void } {
    const key = connectionKey(context.portalId, context.config);
    function forgetWhenEmpty(): void {
      const pool = pools.get(key);
      if (pool?.totalCount === 0 && pool.waitingCount === 0) pools.delete(key);
    }
    const known = pools.get(key);
    if (known !== undefined) return { pool: known, forgetWhenEmpty };

    const settings = clientSettings(context.config, resolveHost, limits.connectMs);
    const pool = new Pool({ ...settings, max: limits.connections, idleTimeoutMillis: limits.idleMs, allowExitOnIdle: true });
    // A connection that breaks between two questions is replaced by the next one; unheard, the event would end the process.
    pool.on('error', ignore);
    pool.on('connect', (client) => client.on('error', ignore));
    pool.on('remove', forgetWhenEmpty);
    pools.set(key, pool);
    return { pool, forgetWhenEmpty };
  }

  async function askPooled(context: Context, statement: Statement, timeoutMs: number): Promise<Rows> {
    const { pool, forgetWhenEmpty } = poolOf(context);
    const connecting = pool.connect();
    const client = await unlessAborted(context.signal, connecting, (late) => late.release()).finally(forgetWhenEmpty);
    try {
      const rows = await askClient(client, { context, resolveHost }, limits, statement, timeoutMs);
      client.release();
      return rows;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  async function connect(context: Context, pipeline: boolean): Promise<Client> {
    const client = new Client({ ...clientSettings(context.config, resolveHost, limits.connectMs), pipeline });
    client.on('error', ignore);
    await unlessAborted(context.signal, client.connect(), () => endClient(client));
    return client;
  }

  async function open(context: Context, timeoutMs = laneMs(limits, context)): Promise<OwnConnection> {
    const client = await connect(context, true);
    return { ask: (statement) => askClient(client, { context, resolveHost }, limits, statement, timeoutMs), close: () => endClient(client) };
  }

  async function ask(context: Context, statement: Statement, timeoutMs = laneMs(limits, context)): Promise<Rows> {
    if (context.lane === 'person') return askPooled(context, statement, timeoutMs);
    const own = await open(context, timeoutMs);
    try {
      return await own.ask(statement);
    } finally {
      own.close();
    }
  }

  return { ask, open: (context) => open(context), connect: (context) => connect(context, false) };
}

function ignore(): void {}

/** Not awaited: a server that does not say goodbye must not hold up the caller. */
export function endClient(client: Client): void {
  client.end().catch(ignore);
}

/** The connection, or the abort; one that comes after the abort goes to `giveBack`. */
async function unlessAborted<T>(signal: AbortSignal, connecting: Promise<T>, giveBack: (late: T) => void): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(abortError(signal));
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) onAbort();
    return await Promise.race([connecting, aborted.promise]);
  } catch (error) {
    if (!signal.aborted) throw mapDatabaseError(error);
    connecting.then(giveBack, ignore);
    throw abortError(signal);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
