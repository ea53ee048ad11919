import { z } from 'zod';
import type { Context } from '../../context.ts';
import { booleanParam, nameList } from '../../http/inputs.ts';
import { notFound } from '../../http/problems.ts';
import { parseInput } from '../../http/parse.ts';
import { inlineAssociations, withAssociations } from '../associations/inline-associations.ts';
import type { ObjectType } from '../object-types.ts';
import { documentSql, propertyNames } from './document.ts';
import { resolveIds } from './resolve-ids.ts';

const query = z.object({
  properties: nameList,
  associations: nameList,
  archived: booleanParam,
  idProperty: z.string().optional(),
});

/** One record as JSON text; `key` is its id, or the value of the unique property named by `idProperty`. */
export async function readRecord(ctx: Context, portalId: number, type: ObjectType, key: string, rawQuery: unknown): Promise<string> {
  const input = parseInput(query, rawQuery);
  const known = await ctx.catalog.of(portalId, type.id);
  const id = (await resolveIds(ctx.pool, portalId, type, known, [key], input.idProperty)).get(key);
  const found = id === undefined ? undefined : (await ctx.pool.query<{ document: string }>({
    name: `read ${type.id} ${input.archived}`,
    text: `SELECT ${documentSql('r', '$3')} AS document FROM hubspot.records AS r
      WHERE r.portal_id = $1 AND r.object_type = '${type.id}' AND r.id = $2 AND (r.archived_at IS NOT NULL) = $4`,
    values: [portalId, id, propertyNames(type, known, input.properties), input.archived],
  })).rows[0];
  if (id === undefined || !found) throw notFound();
  const associations = await inlineAssociations(ctx, portalId, type, [id], input.associations);
  return withAssociations(found.document, associations.get(id));
}
