import { afterEach, beforeEach } from 'vitest';
import { createCsvLines } from '../../../../src/core/csv/create-csv-lines.ts';
import type { LineDialect } from '../../../../src/core/csv/line-dialect.ts';
import type { Source, SourceContext, SourceLines, SourceQuery } from '../../../../src/sources/define-source.ts';
import { postgresSource } from '../local-source.ts';
import { ALL_KEYS, formatPart } from '../../../../src/sources/postgres/key-range.ts';
import type { PostgresConfig } from '../../../../src/sources/postgres/postgres-config.ts';
import { createEmptyDatabase } from '../../../support/test-database.ts';
import type { TestDatabase } from '../../../support/test-database.ts';
import { contextOf, queryOf } from '../../../support/ask-source.ts';
import { run, wholeRead } from '../harness.ts';
import { troubledLine } from './troubled-line.ts';
import type { TroubledLine } from './troubled-line.ts';

export const CONNECTED = `select pid from pg_stat_activity where application_name = 'siderail' and datname = current_database()`;
export const FILE: LineDialect = { kind: 'file', delimiter: ';' };
export const WHOLE = formatPart(ALL_KEYS);
export const [LEFT, RIGHT] = [formatPart({ from: null, to: '1500' }), formatPart({ from: '1500', to: null })];

type Postgres = Source<PostgresConfig>;
type PostgresContext = SourceContext<PostgresConfig>;
type Summary = ReturnType<SourceLines['summary']>;

export type Taken = { lines: Buffer; cursor: string | null; stretches: Summary[]; error: unknown };

/** Small pieces, so that little data has many of them. */
export const source = postgresSource({ limits: { pieceBytes: 400, stretchBytes: 1_500, chunkRows: 100, lockMs: 300 } });

export type Orders = {
  readonly database: TestDatabase;
  /** Between the source and the database. */
  readonly line: TroubledLine;
  /** Of one reading: calls under it share a snapshot. */
  readonly context: PostgresContext;
  /** Ends that reading; `context` is a new one from then on. */
  endReading(): void;
  contextFor(of: Postgres, url?: string): PostgresContext;
  query(): Promise<SourceQuery>;
  /** Reads as the engine does: a stretch counts once its body has ended. `disturb` is called behind the second one. */
  take(query: SourceQuery, given?: { of?: Postgres; context?: PostgresContext; part?: string; cursor?: string | null; disturb?: () => unknown }): Promise<Taken>;
  /** What the file must hold, by the way of cells. */
  wanted(query: SourceQuery): Promise<string>;
};

/** A database of its own with 1,050 orders for each test of the file. */
export function ordersDatabase(): Orders {
  let database: TestDatabase;
  let line: TroubledLine;
  let over: AbortController;
  let context: PostgresContext;

  function endReading(): void {
    over.abort();
    over = new AbortController();
    context = contextFor(source);
  }
  function contextFor(of: Postgres, url = line.url): PostgresContext {
    const tables = [{ key: 'orders', title: 'Orders', table: 'orders', rowKey: 'id', portal: true }];
    return contextOf(of.config.parse({ url, tables }), { lane: 'background', signal: AbortSignal.any([AbortSignal.timeout(60_000), over.signal]) });
  }

  beforeEach(async () => {
    database = await createEmptyDatabase();
    line = await troubledLine(database.url);
    over = new AbortController();
    context = contextFor(source);
    await run(database.url, `create table orders (id bigint primary key, status text, note text, amount numeric, placed timestamptz, paid boolean);
      insert into orders select n * 3, case n % 7 when 0 then null when 1 then '' else 's' || n % 5 end,
        case n % 11 when 0 then '=1+' || n when 1 then 'said "' || n || '"' when 2 then E'two\\nlines; ' || n when 3 then ' Grüße ' || n || ' ' else 'note ' || n end,
        n * -0.5, timestamptz '2026-01-01' + n * interval '1 hour', n % 3 = 0 from generate_series(1, 1050) n`);
  });
  afterEach(async () => {
    over.abort();
    await line.close();
    await database.drop();
  });

  async function take(query: SourceQuery, given: Parameters<Orders['take']>[1] = {}): Promise<Taken> {
    const done: Buffer[] = [];
    const taken: Taken = { lines: Buffer.alloc(0), cursor: given.cursor ?? null, stretches: [], error: null };
    try {
      for await (const stretch of (given.of ?? source).lines!(given.context ?? context, query, given.part ?? WHOLE, taken.cursor, FILE)!) {
        const pieces: Uint8Array[] = [];
        for await (const piece of stretch.body) pieces.push(piece);
        done.push(Buffer.concat(pieces));
        taken.stretches.push(stretch.summary());
        taken.cursor = stretch.summary().cursor;
        if (done.length === 2) await given.disturb?.();
      }
    } catch (error) {
      taken.error = error;
    }
    taken.lines = Buffer.concat(done);
    return taken;
  }

  async function wanted(query: SourceQuery): Promise<string> {
    const lines = createCsvLines(query.table.columns, FILE);
    return (await wholeRead(source, context, query)).map((row) => lines.line(row)).join('');
  }

  return {
    get database() {
      return database;
    },
    get line() {
      return line;
    },
    get context() {
      return context;
    },
    endReading, contextFor, take, wanted, query: () => queryOf(source, context, { table: 'orders' }),
  };
}
