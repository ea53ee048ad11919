import { z } from 'zod';
import type { Context } from '../../context.ts';
import { limitParam } from '../../http/inputs.ts';
import { notFound } from '../../http/problems.ts';
import { parseInput } from '../../http/parse.ts';
import type { ObjectType } from '../object-types.ts';
import { describeTypes } from './association-types.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const query = z.object({ limit: limitParam(500, 500), after: z.string().optional() });

/** One record's links to a type, up to 500 a page. The same id carries all of its labels; ids are numbers on the wire. */
export async function listAssociations(
  ctx: Context, portalId: number, from: ObjectType, id: string, to: ObjectType, rawQuery: unknown,
) {
  const input = parseInput(query, rawQuery);
  const after = input.after === undefined ? '-1' : decodeCursor(to.id, input.after);
  const exists = await ctx.pool.query({
    name: 'record exists',
    text: 'SELECT 1 FROM hubspot.records WHERE portal_id = $1 AND object_type = $2 AND id = $3 AND archived_at IS NULL',
    values: [portalId, from.id, id],
  });
  if (exists.rowCount === 0) throw notFound();
  const found = await ctx.pool.query<{ to_id: string; type_ids: number[] }>({
    name: 'list associations',
    text: `SELECT to_id::text AS to_id, type_ids FROM hubspot.associations WHERE portal_id = $1 AND from_type = $2
      AND from_id = $3 AND to_type = $4 AND to_id > $5 ORDER BY to_id LIMIT $6`,
    values: [portalId, from.id, id, to.id, after, input.limit + 1],
  });
  const page = found.rows.slice(0, input.limit);
  const results = page.map((row) => ({ toObjectId: Number(row.to_id), associationTypes: describeTypes(from.id, to.id, row.type_ids) }));
  const last = page.at(-1);
  if (found.rows.length <= input.limit || !last) return { results };
  const cursor = encodeCursor(to.id, last.to_id);
  const link = `https://api.hubapi.com/crm/objects/${from.id}/${id}/associations/${to.id}?after=${cursor}`;
  return { results, paging: { next: { after: cursor, link } } };
}
