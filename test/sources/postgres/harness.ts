import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { Pool } from 'pg';
import type { Cell, Filter, RecordRef, Sort } from '#contract';
import type { LineDialect } from '../../../src/core/csv/line-dialect.ts';
import { readStagedLines } from '../../../src/core/csv/read-staged-lines.ts';
import { AppError } from '../../../src/core/errors/index.ts';
import { PortalId } from '../../../src/core/ids/portal-id.ts';
import type { Source, SourceContext, SourceLines, SourceQuery } from '../../../src/sources/define-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';

export const company: RecordRef = { objectTypeId: '0-2', objectId: '77' };

/** What the source gets from the engine, for a test; `properties` are those of the record. */
export function contextOf(config: PostgresConfig, given: Partial<SourceContext<PostgresConfig>> & { properties?: Record<string, string> } = {}): SourceContext<PostgresConfig> {
  const { properties, ...rest } = given;
  return {
    portalId: PortalId.parse('4711001'),
    config,
    signal: AbortSignal.timeout(60_000),
    lane: 'person',
    now: () => 1_800_000_000_000,
    recordProperty: async (_record, property) => properties?.[property] ?? null,
    ...rest,
  };
}

export type Wish = { table: string; scope?: 'record' | 'portal'; columns?: string[]; filters?: Filter[]; sort?: Sort };

/** A query as the engine would hand it over. */
export async function queryOf(source: Source<PostgresConfig>, context: SourceContext<PostgresConfig>, wish: Wish): Promise<SourceQuery> {
  const scope = wish.scope ?? 'portal';
  const tables = await source.tables(context, company);
  const table = tables.find((candidate) => candidate.key === wish.table && candidate.scope === scope);
  if (table === undefined) throw new Error(`no table ${wish.table}@${scope}`);
  return { table, record: company, columns: wish.columns ?? table.columns.map((column) => column.key), filters: wish.filters ?? [], sort: wish.sort ?? null };
}

/** All rows, page by page. */
export async function allPages(source: Source<PostgresConfig>, context: SourceContext<PostgresConfig>, query: SourceQuery, size: number): Promise<{ key: string; cells: Cell[] }[]> {
  const rows: { key: string; cells: Cell[] }[] = [];
  let cursor: string | null = null;
  do {
    const page = await source.page(context, query, { cursor, size });
    rows.push(...page.rows);
    cursor = page.next;
    if (rows.length > 100_000) throw new Error('the pages never end');
  } while (cursor !== null);
  return rows;
}

/** All rows of a whole read, part by part; by COPY the very same rows have to come. */
export async function wholeRead(source: Source<PostgresConfig>, context: SourceContext<PostgresConfig>, query: SourceQuery): Promise<(readonly Cell[])[]> {
  const plan = await source.plan(context, query);
  const rows: (readonly Cell[])[] = [];
  for (const part of plan.parts) {
    for await (const batch of source.read(context, query, part, null)) rows.push(...batch.rows);
  }
  if (query.sort === null) assert.deepEqual(await wholeCopy(source, context, query), rows);
  return rows;
}

/** The same by COPY, its lines read back. */
export async function wholeCopy(source: Source<PostgresConfig>, context: SourceContext<PostgresConfig>, query: SourceQuery): Promise<(readonly Cell[])[]> {
  const { lines } = await wholeLines(source, context, query, { kind: 'staging' });
  const rows: (readonly Cell[])[] = [];
  for await (const batch of readStagedLines(Readable.from([lines]), query.columns.length)) rows.push(...batch);
  return rows;
}

/** All lines of a whole read by COPY, and what the stretches said of them. */
export async function wholeLines(
  source: Source<PostgresConfig>, given: SourceContext<PostgresConfig>, query: SourceQuery, dialect: LineDialect,
): Promise<{ lines: Buffer; stretches: ReturnType<SourceLines['summary']>[] }> {
  const over = new AbortController();
  const context = { ...given, signal: AbortSignal.any([given.signal, over.signal]) };
  const pieces: Uint8Array[] = [];
  const stretches: ReturnType<SourceLines['summary']>[] = [];
  try {
    for (const part of (await source.plan(context, query)).parts) {
      for await (const stretch of source.lines!(context, query, part, null, dialect)!) {
        for await (const piece of stretch.body) pieces.push(piece);
        stretches.push(stretch.summary());
      }
    }
  } finally {
    over.abort();
  }
  return { lines: Buffer.concat(pieces), stretches };
}

const pools = new Map<string, Pool>();

/** Runs SQL as the user of the URL; several statements when there are no values. */
export async function run(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  let pool = pools.get(url);
  if (pool === undefined) {
    pool = new Pool({ connectionString: url, max: 2, allowExitOnIdle: true });
    // Dropping a test database ends its connections.
    pool.on('error', () => undefined);
    pools.set(url, pool);
  }
  return (await pool.query<Record<string, unknown>>(sql, values.length > 0 ? values : undefined)).rows;
}

/** The AppError a promise ends with. */
export async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it succeeded');
}

/** A small deterministic generator of numbers in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}
