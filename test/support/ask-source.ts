import type { Cell, Filter, RecordRef, Sort } from '#contract';
import { AppError } from '../../src/core/errors/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { Source, SourceContext, SourceQuery } from '../../src/sources/define-source.ts';

export const company: RecordRef = { objectTypeId: '0-2', objectId: '77' };

/** What the source gets from the engine, for a test; `properties` are those of the record. */
export function contextOf<Config>(config: Config, given: Partial<SourceContext<Config>> & { properties?: Record<string, string> } = {}): SourceContext<Config> {
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
export async function queryOf<Config>(source: Source<Config>, context: SourceContext<Config>, wish: Wish): Promise<SourceQuery> {
  const scope = wish.scope ?? 'portal';
  const tables = await source.tables(context, company);
  const table = tables.find((candidate) => candidate.key === wish.table && candidate.scope === scope);
  if (table === undefined) throw new Error(`no table ${wish.table}@${scope}`);
  return { table, record: company, columns: wish.columns ?? table.columns.map((column) => column.key), filters: wish.filters ?? [], sort: wish.sort ?? null };
}

/** All rows, page by page. */
export async function allPages<Config>(source: Source<Config>, context: SourceContext<Config>, query: SourceQuery, size: number): Promise<{ key: string; cells: Cell[] }[]> {
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

/** All rows of a whole read, part by part. */
export async function wholeRead<Config>(source: Source<Config>, context: SourceContext<Config>, query: SourceQuery): Promise<(readonly Cell[])[]> {
  const plan = await source.plan(context, query);
  const rows: (readonly Cell[])[] = [];
  for (const part of plan.parts) {
    for await (const batch of source.read(context, query, part, null)) rows.push(...batch.rows);
  }
  return rows;
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
