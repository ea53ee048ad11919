import type { PoolClient } from 'pg';
import { z } from 'zod';
import { invalid, notFound } from '../../http/problems.ts';
import { objectTypes, type ObjectType } from '../object-types.ts';
import { associationTypes, inverseOf, typesBetween, type AssociationType } from './association-types.ts';

export const typeList = z.array(z.object({
  associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED']),
  associationTypeId: z.number().int(),
})).min(1).max(50);

type Pair = { portalId: number; from: ObjectType; fromId: string; to: ObjectType; toId: string };

/** The types named by id and category; 400 when one does not exist from this type of record. */
export function namedTypes(from: ObjectType, named: z.infer<typeof typeList>, to?: ObjectType): AssociationType[] {
  return named.map(({ associationCategory, associationTypeId }) => {
    const type = associationTypes.find((candidate) => candidate.from === from.id && (!to || candidate.to === to.id)
      && candidate.category === associationCategory && candidate.typeId === associationTypeId);
    if (!type) throw invalid(`Association type ${associationCategory} ${associationTypeId} is not valid from ${from.names[1]}${to ? ` to ${to.names[1]}` : ''}`);
    return type;
  });
}

/** The unlabelled type of a pair; 400 when the two types cannot be associated. */
export function defaultType(from: ObjectType, to: ObjectType): AssociationType {
  const type = typesBetween(from.id, to.id).find(({ isDefault }) => isDefault);
  if (!type) throw invalid(`${from.names[1]} cannot be associated with ${to.names[1]}`);
  return type;
}

/**
 * Links two records, both ways. A labelled link replaces the labels there were, and a new primary link takes
 * "primary" from the old one; the unlabelled type is always there.
 */
export async function associate(tx: PoolClient, pair: Pair, types: AssociationType[], mode: 'replace' | 'add'): Promise<void> {
  await requireRecord(tx, pair.portalId, pair.from, pair.fromId);
  await requireRecord(tx, pair.portalId, pair.to, pair.toId);
  const all = [...new Set([...types, ...typesBetween(pair.from.id, pair.to.id).filter(({ isDefault }) => isDefault)])];
  const primary = all.find(({ label }) => label === 'Primary');
  if (primary) await clearPrimary(tx, pair, primary);
  const back = { ...pair, from: pair.to, fromId: pair.toId, to: pair.from, toId: pair.fromId };
  await upsert(tx, pair, all.map(({ typeId }) => typeId), mode);
  await upsert(tx, back, all.map((type) => inverseOf(type).typeId), mode);
}

/** Removes every link between two records. */
export async function dissociate(tx: PoolClient, pair: Pair): Promise<void> {
  await tx.query(
    `DELETE FROM hubspot.associations WHERE portal_id = $1 AND ((from_type = $2 AND from_id = $3 AND to_type = $4 AND to_id = $5)
     OR (from_type = $4 AND from_id = $5 AND to_type = $2 AND to_id = $3))`,
    [pair.portalId, pair.from.id, pair.fromId, pair.to.id, pair.toId]);
}

export function objectTypeById(id: AssociationType['to']): ObjectType {
  const found = objectTypes.find((type) => type.id === id);
  if (!found) throw notFound();
  return found;
}

async function requireRecord(tx: PoolClient, portalId: number, type: ObjectType, id: string): Promise<void> {
  const found = await tx.query(
    'SELECT 1 FROM hubspot.records WHERE portal_id = $1 AND object_type = $2 AND id = $3 AND archived_at IS NULL', [portalId, type.id, id]);
  if (found.rowCount === 0) throw notFound(`${type.names[1]} ${id} does not exist`);
}

async function upsert(tx: PoolClient, pair: Pair, typeIds: number[], mode: 'replace' | 'add'): Promise<void> {
  const merged = mode === 'replace' ? 'excluded.type_ids'
    : '(SELECT array_agg(DISTINCT t ORDER BY t) FROM unnest(a.type_ids || excluded.type_ids) AS t)';
  await tx.query(
    `INSERT INTO hubspot.associations AS a VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (portal_id, from_type, from_id, to_type, to_id) DO UPDATE SET type_ids = ${merged}`,
    [pair.portalId, pair.from.id, pair.fromId, pair.to.id, pair.toId, typeIds]);
}

/** A contact, deal or ticket has one primary company. */
async function clearPrimary(tx: PoolClient, pair: Pair, primary: AssociationType): Promise<void> {
  const owner = pair.to.id === '0-2' ? { id: pair.fromId, there: primary, back: inverseOf(primary) }
    : { id: pair.toId, there: inverseOf(primary), back: primary };
  await tx.query(
    `UPDATE hubspot.associations SET type_ids = array_remove(array_remove(type_ids, $3::int), $4::int)
     WHERE portal_id = $1 AND ((from_type = $5 AND from_id = $2 AND to_type = '0-2') OR (from_type = '0-2' AND to_type = $5 AND to_id = $2
       AND from_id IN (SELECT to_id FROM hubspot.associations WHERE portal_id = $1 AND from_type = $5 AND from_id = $2 AND to_type = '0-2')))`,
    [pair.portalId, owner.id, owner.there.typeId, owner.back.typeId, owner.there.from]);
}
