import { z } from 'zod';
import type { Context } from '../../context.ts';
import { recordId } from '../../http/inputs.ts';
import { parseInput } from '../../http/parse.ts';
import type { ObjectType } from '../object-types.ts';
import { describeTypes } from './association-types.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const body = z.object({ inputs: z.array(z.object({ id: recordId, after: z.string().optional() })).min(1).max(1000) });

/** Links answered per input before `paging` continues. */
const PER_INPUT = 500;

type Row = { id: string; to_ids: string[]; type_ids: string[] };

/** Links of up to 1,000 records. An input without any is told in `errors`, not in `results`. */
export async function batchReadAssociations(ctx: Context, portalId: number, from: ObjectType, to: ObjectType, rawBody: unknown) {
  const { inputs } = parseInput(body, rawBody);
  const startedAt = new Date(ctx.now()).toISOString();
  const wanted = new Map(inputs.map(({ id, after }) => [id, after === undefined ? '-1' : decodeCursor(to.id, after)]));
  const found = await ctx.pool.query<Row>({
    name: 'batch associations',
    text: `SELECT w.id::text AS id, array_agg(a.to_id::text ORDER BY a.to_id) AS to_ids,
        array_agg(array_to_string(a.type_ids, ',') ORDER BY a.to_id) AS type_ids
      FROM unnest($3::bigint[], $4::bigint[]) AS w (id, after)
      CROSS JOIN LATERAL (SELECT to_id, type_ids FROM hubspot.associations WHERE portal_id = $1 AND from_type = $2
        AND from_id = w.id AND to_type = $5 AND to_id > w.after ORDER BY to_id LIMIT ${PER_INPUT + 1}) AS a
      GROUP BY w.id ORDER BY w.id`,
    values: [portalId, from.id, [...wanted.keys()], [...wanted.values()], to.id],
  });
  const results = found.rows.map((row) => describeRow(from, to, row));
  const linked = new Set(found.rows.map(({ id }) => id));
  const errors = [...wanted.keys()].filter((id) => !linked.has(id)).map((id) => noAssociations(from, to, id));
  return {
    status: 'COMPLETE', results,
    ...(errors.length > 0 ? { numErrors: errors.length, errors } : {}),
    startedAt, completedAt: new Date(ctx.now()).toISOString(),
  };
}

function describeRow(from: ObjectType, to: ObjectType, row: Row) {
  const shown = row.to_ids.slice(0, PER_INPUT);
  const links = shown.map((toId, index) => ({
    toObjectId: Number(toId),
    associationTypes: describeTypes(from.id, to.id, (row.type_ids[index] ?? '').split(',').map(Number)),
  }));
  const last = shown.at(-1);
  if (row.to_ids.length <= PER_INPUT || last === undefined) return { from: { id: row.id }, to: links };
  const after = encodeCursor(to.id, last);
  const link = `https://api.hubapi.com/crm/objects/${from.id}/${row.id}/associations/${to.id}?after=${after}`;
  return { from: { id: row.id }, to: links, paging: { next: { after, link } } };
}

function noAssociations(from: ObjectType, to: ObjectType, id: string) {
  return {
    status: 'error', category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${to.names[1]} is associated with ${from.names[1]} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.names[1]], toObjectType: [to.names[1]] },
  };
}
