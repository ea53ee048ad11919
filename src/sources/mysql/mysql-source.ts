import { AppError } from '../../core/errors/index.ts';
import { defineSource } from '../define-source.ts';
import type { Source, SourceContext, SourceQuery } from '../define-source.ts';
import { cachedCatalogue } from './cached-catalogue.ts';
import { createConnections } from './connections.ts';
import { countRows } from './count-rows.ts';
import type { AskRows } from './fetch-rows.ts';
import { findRows } from './find-rows.ts';
import { LIMITS } from './limits.ts';
import type { Limits } from './limits.ts';
import { listTables } from './list-tables.ts';
import { MysqlConfig } from './mysql-config.ts';
import { offerTables } from './offer-tables.ts';
import { openQuery } from './open-query.ts';
import { planRead } from './plan-read.ts';
import { readPage } from './read-page.ts';
import { readPart } from './read-part.ts';
import { relatedRows } from './related-rows.ts';
import { searchPartners } from './search-partners.ts';
import { createResolveHost } from '../../core/net/index.ts';
import type { ResolveHost } from '../../core/net/index.ts';
import { sumColumns } from './sum-columns.ts';

type Context = SourceContext<MysqlConfig>;

const START_SECONDS = 0.3;
/** Slower than what one reader was seen to do, so that an estimate is seldom too low. */
const ROWS_PER_SECOND = 40_000;

/** Tables of a MySQL or MariaDB database, read live and never written. `resolveHost` decides which addresses may be connected to; without it: the open internet only. */
export function mysqlSource(options: { readonly resolveHost?: ResolveHost; readonly limits?: Partial<Limits> } = {}): Source<MysqlConfig> {
  const limits = { ...LIMITS, ...options.limits };
  const connections = createConnections({ resolveHost: options.resolveHost ?? createResolveHost({ allow: [] }), limits });
  const catalogueOf = cachedCatalogue(connections, limits.catalogueMs);

  const asker = (context: Context, timeoutMs?: number): AskRows => (statement, bytes) =>
    connections.ask(context, statement, { ...(timeoutMs !== undefined && { timeoutMs }), ...(bytes !== undefined && { bytes }) });
  const countMs = (context: Context): number | undefined => (context.lane === 'person' ? limits.countMs : undefined);

  return defineSource<MysqlConfig>({
    key: 'mysql',
    title: 'MySQL or MariaDB',
    config: MysqlConfig,

    async tables(context, record) {
      return listTables(context.config, await catalogueOf(context, context.config.tables), record);
    },

    offers: (context) => offerTables(connections, context),

    async page(context, query, { cursor, size }) {
      const opened = await openQuery(context, catalogueOf, withDefaultSort(context, query));
      return readPage(asker(context), opened, { cursor, size }, limits);
    },

    async count(context, query) {
      const opened = await openQuery(context, catalogueOf, query);
      return unlessTooSlow(context, countRows(asker(context, countMs(context)), opened));
    },

    async totals(context, query) {
      const opened = await openQuery(context, catalogueOf, query);
      return unlessTooSlow(context, sumColumns(asker(context, countMs(context)), opened));
    },

    async rows(context, query, keys) {
      const opened = await openQuery(context, catalogueOf, query, { filters: false });
      return findRows(asker(context), opened, keys, limits);
    },

    partners: (context, query, search) => searchPartners(context, catalogueOf, query, search, {
      ask: async (statement, timeoutMs) => (await connections.ask(context, statement, timeoutMs === undefined ? {} : { timeoutMs })).rows, limits,
    }),

    estimate: (_context, _query, rows) => ({ seconds: START_SECONDS + rows / ROWS_PER_SECOND, apiCalls: 0 }),

    async plan(context, query) {
      return planRead(asker(context), await openQuery(context, catalogueOf, query));
    },

    relatedRows: (context, query, parent, rows) => relatedRows(asker(context), context, catalogueOf, query, parent, rows, limits),

    async *read(context, query, part, cursor) {
      const opened = await openQuery(context, catalogueOf, query);
      yield* readPart(asker(context), () => connections.read(context), opened, part, cursor, limits);
    },
  });
}

function withDefaultSort(context: Context, query: SourceQuery): SourceQuery {
  if (query.sort !== null) return query;
  const settings = context.config.tables.find((table) => table.key === query.table.key);
  return settings?.defaultSort === undefined ? query : { ...query, sort: settings.defaultSort };
}

/** Null instead of source.timeout: a view shows its rows without a count rather than nothing. */
async function unlessTooSlow<T>(context: Context, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!context.signal.aborted && error instanceof AppError && error.code === 'source.timeout') return null;
    throw error;
  }
}
