import type { Context } from '../../context.ts';
import type { ObjectType } from '../object-types.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';
import { documentSql, propertyNames } from '../objects/document.ts';
import { disordered, disorderedSlice } from './disorder.ts';
import { searchCondition, type Bind } from './filter-sql.ts';
import { inIndexOrder, inOneScan, type Plan } from './search-plan.ts';
import { parseSearch, type Search } from './parse-search.ts';
import { comparable } from './property-sql.ts';

/** A search as JSON text: `total`, one page, and the next offset. Archived records never show. */
export async function searchRecords(ctx: Context, portalId: number, type: ObjectType, rawBody: unknown): Promise<string> {
  const search = parseSearch(rawBody);
  const known = await ctx.catalog.of(portalId, type.id);
  const values: unknown[] = [portalId];
  const bind: Bind = (value) => `$${values.push(value)}`;
  const source = sourceSql(ctx, type, bind);
  const condition = searchCondition(type, known, search, bind);
  const { mixed, start, count } = window(ctx, type, search);
  const plan: Plan = {
    from: `${source} WHERE ${condition}`,
    ...orderOf(type, known, search),
    document: documentSql('now', bind(propertyNames(type, known, search.properties))),
    slice: `OFFSET ${bind(start)} LIMIT ${bind(count)}`,
    objectType: type.id,
    ...(ctx.settings.staleAnswers && ctx.settings.indexLagMs > 0 ? { held: source } : {}),
  };
  const sql = isRange(type, search) ? inIndexOrder(plan) : inOneScan(plan);
  const found = await ctx.pool.query<{ total: number; id: string | null; document: string }>(sql, values);

  const total = found.rows[0]?.total ?? 0;
  const hits = found.rows.flatMap(({ id, document }) => (id === null ? [] : [{ id, document }]));
  const rows = mixed ? disordered(hits, start, search.after, search.limit) : hits;
  const next = search.after + search.limit;
  const rest = next < total ? `,"paging":{"next":{"after":"${next}"}}` : '';
  return `{"total":${total},"results":[${rows.map(({ document }) => document).join(',')}]${rest}}`;
}

/** Sorts by modification time come back slightly wrong, as HubSpot's do: https://github.com/estuary/connectors/pull/5180 */
function window(ctx: Context, type: ObjectType, search: Search) {
  const { disorder } = ctx.settings;
  const name = search.sort?.propertyName;
  const mixed = name !== undefined && name !== 'hs_object_id'
    && (disorder === 'all' || (disorder === 'modified' && name === type.stamps.modified));
  return mixed ? { mixed, ...disorderedSlice(search.after, search.limit) } : { mixed, start: search.after, count: search.limit };
}

function orderOf(type: ObjectType, known: PropertyMap, { sort }: Search): Pick<Plan, 'sortKey' | 'direction'> {
  const direction = sort?.direction === 'DESCENDING' ? 'DESC' : 'ASC';
  if (!sort || sort.propertyName === 'hs_object_id') return { sortKey: undefined, direction };
  return { sortKey: comparable(type, known, sort.propertyName).sql, direction };
}

/** Whether only record id and timestamps are asked about: those have indexes in their order. */
function isRange(type: ObjectType, search: Search): boolean {
  const indexed = ['hs_object_id', type.stamps.created, type.stamps.modified];
  return !search.query && search.filterGroups.every(({ filters }) => filters.every(({ propertyName }) => indexed.includes(propertyName)));
}

/** The records as the index sees them: those written within the lag appear as they were before, new ones not at all. */
function sourceSql(ctx: Context, type: ObjectType, bind: Bind): string {
  const live = `hubspot.records AS r WHERE r.portal_id = $1 AND r.object_type = '${type.id}' AND r.archived_at IS NULL`;
  if (ctx.settings.indexLagMs === 0) return `(SELECT * FROM ${live}) AS r`;
  const since = bind(ctx.now() - ctx.settings.indexLagMs);
  const lagging = `(SELECT DISTINCT ON (id) id, properties, created_at, updated_at FROM hubspot.search_lag
    WHERE portal_id = $1 AND object_type = '${type.id}' AND written_at > ${since}::bigint ORDER BY id, written_at)`;
  return `(SELECT r.id, r.properties, r.created_at, r.updated_at FROM ${live} AND r.id NOT IN (SELECT id FROM ${lagging} AS l)
    UNION ALL SELECT id, properties, created_at, updated_at FROM ${lagging} AS l WHERE properties IS NOT NULL) AS r`;
}
