import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { Pool } from 'pg';
import type { Cell } from '#contract';
import type { LineDialect } from '../../../src/core/csv/line-dialect.ts';
import { readStagedLines } from '../../../src/core/csv/read-staged-lines.ts';
import type { Source, SourceContext, SourceLines, SourceQuery } from '../../../src/sources/define-source.ts';
import type { PostgresConfig } from '../../../src/sources/postgres/postgres-config.ts';
import { wholeRead as readWhole } from '../../support/ask-source.ts';

/** All rows of a whole read, part by part; by COPY the very same rows have to come. */
export async function wholeRead(source: Source<PostgresConfig>, context: SourceContext<PostgresConfig>, query: SourceQuery): Promise<(readonly Cell[])[]> {
  const rows = await readWhole(source, context, query);
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
