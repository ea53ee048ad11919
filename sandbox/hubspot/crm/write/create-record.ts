import { z } from 'zod';
import { recordId } from '../../http/inputs.ts';
import { invalid } from '../../http/problems.ts';
import { associate, namedTypes, objectTypeById, typeList } from '../associations/write-associations.ts';
import { linkChanges } from '../../webhooks/link-changes.ts';
import { checkRequired } from './check-required.ts';
import { checkValues } from './check-values.ts';
import { rememberForSearch } from './search-lag.ts';
import { claimUniqueValues, refuseTakenEmail } from './unique-values.ts';
import type { Writer } from './writer.ts';

/** Values travel as text; numbers and booleans are taken, null is not: a property is cleared with "". */
export const propertyInput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

export const createInput = z.object({
  properties: propertyInput,
  associations: z.array(z.object({ to: z.object({ id: recordId }), types: typeList })).default([]),
  objectWriteTraceId: z.string().optional(),
});

/** Makes a record with its inline associations and answers its id. Ids grow, with gaps. */
export async function createRecord(writer: Writer, input: z.infer<typeof createInput>): Promise<string> {
  const { ctx, tx, portalId, type, known } = writer;
  const values = checkValues(portalId, type, known, input.properties, writer.owners);
  checkRequired(type, values, writer.version);
  await refuseTakenEmail(writer, values, undefined);
  const taken = await tx.query<{ id: string }>(
    `UPDATE hubspot.next_ids SET next_id = next_id + $3 WHERE portal_id = $1 AND object_type = $2
     RETURNING (next_id - $3)::text AS id`, [portalId, type.id, 1 + Math.floor(ctx.random() * 40)]);
  const id = taken.rows[0]?.id;
  if (id === undefined) throw new Error(`portal ${portalId} has no ids for ${type.id}`);
  await rememberForSearch(writer, id);
  const at = new Date(ctx.now()).toISOString();
  const properties = {
    ...values, hs_object_id: id, [type.stamps.created]: at, [type.stamps.modified]: at,
    hs_object_source: 'INTEGRATION', hs_object_source_id: String(ctx.app.appId),
  };
  await tx.query('INSERT INTO hubspot.records VALUES ($1, $2, $3, jsonb_strip_nulls($4), $5, $5)',
    [portalId, type.id, id, JSON.stringify(properties), at]);
  await claimUniqueValues(writer, values, id);
  const record = { objectTypeId: type.id, objectId: id };
  writer.changes.push({ ...record, what: 'creation' });
  for (const [property, value] of Object.entries(values)) writer.changes.push({ ...record, what: 'propertyChange', property, value: value ?? '' });
  for (const { to, types } of input.associations) {
    const named = namedTypes(type, types);
    const targets = new Set(named.map((one) => one.to));
    const target = named[0]?.to;
    if (targets.size !== 1 || !target) throw invalid('All types of one association must lead to the same type of record.');
    await associate(tx, { portalId, from: type, fromId: id, to: objectTypeById(target), toId: to.id }, named, 'replace');
    writer.changes.push(...linkChanges({ from: type.id, fromId: id, to: target, toId: to.id }, false));
  }
  return id;
}
