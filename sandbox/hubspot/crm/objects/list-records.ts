import { z } from 'zod';
import type { Context } from '../../context.ts';
import { booleanParam, limitParam, nameList } from '../../http/inputs.ts';
import { invalid } from '../../http/problems.ts';
import { parseInput } from '../../http/parse.ts';
import type { ObjectType } from '../object-types.ts';
import { inlineAssociations, withAssociations } from '../associations/inline-associations.ts';
import { documentSql, propertyNames } from './document.ts';

const query = z.object({
  limit: limitParam(100, 10),
  after: z.string().regex(/^\d{1,18}$/).optional(),
  properties: nameList,
  propertiesWithHistory: nameList,
  associations: nameList,
  archived: booleanParam,
});

/**
 * One page of a type by ascending record id; `after` is the lowest id wanted. Reads the primary store: no index lag,
 * and archived records on request. Answers JSON text.
 */
export async function listRecords(ctx: Context, portalId: number, type: ObjectType, rawQuery: unknown, path: string): Promise<string> {
  const input = parseInput(query, rawQuery);
  if (input.propertiesWithHistory.length > 0 && input.limit > 50) {
    throw invalid('limit must be at most 50 when propertiesWithHistory is requested');
  }
  const names = propertyNames(type, await ctx.catalog.of(portalId, type.id), input.properties);
  const state = input.archived ? 'IS NOT NULL' : 'IS NULL';
  const found = await ctx.pool.query<{ id: string; document: string }>({
    name: `list ${type.id} ${state}`,
    text: `SELECT r.id::text AS id, ${documentSql('r', '$3')} AS document FROM hubspot.records AS r
      WHERE r.portal_id = $1 AND r.object_type = '${type.id}' AND r.id >= $2 AND r.archived_at ${state} ORDER BY r.id LIMIT $4`,
    values: [portalId, input.after ?? '0', names, input.limit + 1],
  });
  const page = found.rows.slice(0, input.limit);
  const associations = await inlineAssociations(ctx, portalId, type, page.map(({ id }) => id), input.associations);
  const results = page.map(({ id, document }) => withAssociations(document, associations.get(id)));
  return `{"results":[${results.join(',')}]${found.rows.length > input.limit ? paging(page, path) : ''}}`;
}

function paging(page: { id: string }[], path: string): string {
  const after = String(BigInt(page.at(-1)?.id ?? '0') + 1n);
  return `,"paging":${JSON.stringify({ next: { after, link: `https://api.hubapi.com${path}?after=${after}` } })}`;
}
