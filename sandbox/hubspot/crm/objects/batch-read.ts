import { z } from 'zod';
import type { Context } from '../../context.ts';
import { parseInput } from '../../http/parse.ts';
import type { ObjectType } from '../object-types.ts';
import { documentSql, propertyNames } from './document.ts';
import { resolveIds } from './resolve-ids.ts';

const body = z.object({
  inputs: z.array(z.object({ id: z.union([z.string().min(1), z.number()]).transform(String) })).min(1).max(100),
  properties: z.array(z.string()).default([]),
  propertiesWithHistory: z.array(z.string()).default([]),
  idProperty: z.string().optional(),
});

/** Up to 100 records by id or unique property. Missing ones are told in `errors`, found ones come in no promised order. */
export async function batchRead(
  ctx: Context, portalId: number, type: ObjectType, rawBody: unknown, archived: boolean,
): Promise<{ text: string; complete: boolean }> {
  const input = parseInput(body, rawBody);
  const known = await ctx.catalog.of(portalId, type.id);
  const startedAt = new Date(ctx.now()).toISOString();
  const keys = [...new Set(input.inputs.map(({ id }) => id))];
  const ids = await resolveIds(ctx.pool, portalId, type, known, keys, input.idProperty);
  const found = await ctx.pool.query<{ id: string; document: string }>({
    name: `batch ${type.id} ${archived}`,
    text: `SELECT r.id::text AS id, ${documentSql('r', '$3')} AS document FROM hubspot.records AS r
      WHERE r.portal_id = $1 AND r.object_type = '${type.id}' AND r.id = ANY($2::bigint[]) AND (r.archived_at IS NOT NULL) = $4
      ORDER BY r.id`,
    values: [portalId, [...ids.values()], propertyNames(type, known, input.properties), archived],
  });
  const seen = new Set(found.rows.map(({ id }) => id));
  const missing = keys.filter((key) => !seen.has(ids.get(key) ?? ''));
  const errors = missing.length === 0 ? '' : `,"numErrors":1,"errors":${JSON.stringify([{
    status: 'error', category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${type.names[1].toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids: missing },
  }])}`;
  const times = `"startedAt":"${startedAt}","completedAt":"${new Date(ctx.now()).toISOString()}"`;
  const text = `{"status":"COMPLETE","results":[${found.rows.map((row) => row.document).join(',')}]${errors},${times}}`;
  return { text, complete: missing.length === 0 };
}
