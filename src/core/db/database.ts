import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PortalId } from '../ids/portal-id.ts';
import { sha256 } from '../crypto/sha256.ts';
import { sendTogether } from '../net/index.ts';
import { databaseError } from './database-error.ts';
import { PrismaClient } from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import { listen } from './listen.ts';
import type { Listener } from './listen.ts';

/** A transaction of one portal: row-level security shows it that portal's rows only. */
export type Tx = Prisma.TransactionClient;

export type Database = {
  /** For single hot statements and tools that bring their own SQL. Sees no portal's rows by itself. */
  readonly pool: pg.Pool;
  /** Runs `work` in one transaction that can see and write this portal's rows only. Throws database.unavailable. */
  inPortal<T>(portalId: PortalId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * One question in the eyes of this portal, without the typed client between and in one round trip: for what card requests
   * ask, which are most of all requests. The question is a fixed text, prepared once per connection. Reads only. Throws
   * database.unavailable.
   */
  readInPortal<Row extends pg.QueryResultRow>(portalId: PortalId, question: string, values: readonly unknown[]): Promise<Row[]>;
  /** One transaction without a portal: OAuth states, nothing else. */
  withoutPortal<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `onNotice` for every NOTIFY on the channel, and once whenever the connection for it has been made. */
  listen(channel: string, onNotice: () => void): Listener;
  close(): Promise<void>;
};

const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

async function known<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    throw databaseError(thrown);
  }
}

export type DatabaseOptions = {
  readonly url: string;
  /** Connections of this process at most. */
  readonly max: number;
  /** A process that says nothing for so long in the middle of a transaction loses it, and with it the rows it locked. */
  readonly silentMs: number;
  readonly onError: (error: Error) => void;
};

/** Opens the pool and the typed client over it. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url, max: options.max, idleTimeoutMillis: 30_000,
    // A statement of its own: between us and the database a pooler refuses a start-up parameter that it does not know.
    verify: (client, done) => client.query(`set idle_in_transaction_session_timeout = ${Math.trunc(options.silentMs)}`, (error: Error | undefined) => done(error)),
    // Statements that are given together are sent together; each still gets its own answer, in its turn.
    pipeline: true,
  });
  const names = new Map<string, string>();
  // An idle connection that breaks must not take the process down: the next query gets a new one.
  pool.on('error', options.onError);
  // Nor one that breaks between two statements of whoever holds it: their next statement tells them.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });

  async function inPortal<T>(portalId: PortalId, work: (tx: Tx) => Promise<T>): Promise<T> {
    return known(prisma.$transaction(async (tx) => {
      // Local to the transaction: a pooled connection never carries a portal into the next request (T15).
      await tx.$executeRaw`select set_config('app.portal_id', ${portalId}, true)`;
      return work(tx);
    }, TRANSACTION));
  }

  async function readInPortal<Row extends pg.QueryResultRow>(portalId: PortalId, question: string, values: readonly unknown[]): Promise<Row[]> {
    return known((async () => {
      const client = await pool.connect();
      // In one message with the beginning, hence no parameter; a portal id is digits. Local to the transaction, as above (T15).
      const sent = sendTogether(client, () => [
        client.query(`begin read only; select set_config('app.portal_id', '${PortalId.parse(portalId)}', true)`),
        client.query<Row>({ name: nameOf(question), text: question, values: [...values] }),
        client.query('commit'),
      ] as const);
      const failed = (await Promise.allSettled(sent)).find((one) => one.status === 'rejected');
      // Whatever state it is in, nobody else gets this connection.
      client.release(failed !== undefined);
      if (failed !== undefined) throw failed.reason;
      return (await sent[1]).rows;
    })());
  }

  function nameOf(question: string): string {
    const name = names.get(question) ?? `read_${sha256(question).slice(0, 32)}`;
    names.set(question, name);
    return name;
  }

  async function withoutPortal<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return known(prisma.$transaction(work, TRANSACTION));
  }

  async function close(): Promise<void> {
    await prisma.$disconnect();
    await pool.end();
  }

  return {
    pool, inPortal, readInPortal, withoutPortal, close,
    listen: (channel, onNotice) => listen(options.url, channel, onNotice, (error) => options.onError(error instanceof Error ? error : new Error(String(error)))),
  };
}
