import type { Context } from '../../context.ts';
import { objectTypeOf, type ObjectType } from '../object-types.ts';
import { typesBetween } from './association-types.ts';
import { encodeCursor } from './cursor.ts';

/** Inline associations stop here; the rest must be paged through the association endpoint. */
const INLINE_MAX = 100;

/** The `associations` part of records read with `associations=`: JSON text by record id, the first 100 ids of each type. */
export async function inlineAssociations(
  ctx: Context, portalId: number, type: ObjectType, ids: string[], targets: string[],
): Promise<Map<string, string>> {
  const parts = new Map<string, string[]>();
  for (const target of targets.map(objectTypeOf)) {
    for (const [id, links] of await firstLinks(ctx, portalId, type, ids, target)) {
      const part = `${JSON.stringify(target.names[0].replace('_', ' '))}:${JSON.stringify(describe(type, target, id, links))}`;
      parts.set(id, [...(parts.get(id) ?? []), part]);
    }
  }
  return new Map([...parts].map(([id, list]) => [id, `{${list.join(',')}}`]));
}

/** Adds the associations to a record's JSON text. */
export function withAssociations(document: string, associations: string | undefined): string {
  return associations === undefined ? document : `${document.slice(0, document.lastIndexOf('}'))},"associations":${associations}}`;
}

type Link = { from_id: string; to_id: string; type_ids: number[] };

async function firstLinks(ctx: Context, portalId: number, type: ObjectType, ids: string[], target: ObjectType) {
  const found = await ctx.pool.query<Link>({
    name: 'inline associations',
    text: `SELECT f.id::text AS from_id, a.to_id::text AS to_id, a.type_ids FROM unnest($3::bigint[]) AS f (id)
      CROSS JOIN LATERAL (SELECT to_id, type_ids FROM hubspot.associations WHERE portal_id = $1 AND from_type = $2
        AND from_id = f.id AND to_type = $4 ORDER BY to_id LIMIT ${INLINE_MAX + 1}) AS a ORDER BY f.id, a.to_id`,
    values: [portalId, type.id, ids, target.id],
  });
  const byRecord = new Map<string, Link[]>();
  for (const link of found.rows) byRecord.set(link.from_id, [...(byRecord.get(link.from_id) ?? []), link]);
  return byRecord;
}

/** One entry per label, so a labelled link appears several times, as in HubSpot. */
function describe(from: ObjectType, to: ObjectType, id: string, links: Link[]) {
  const shown = links.slice(0, INLINE_MAX);
  const base = `${from.names[1]}_to_${to.names[1]}`;
  const labelled = typesBetween(from.id, to.id).some(({ label }) => label === 'Primary');
  const results = shown.flatMap((link) => typesBetween(from.id, to.id).filter(({ typeId }) => link.type_ids.includes(typeId))
    .map(({ label, isDefault }) => ({ id: link.to_id, type: nameOf(base, label, isDefault && labelled) })));
  const last = shown.at(-1);
  if (links.length <= INLINE_MAX || !last) return { results };
  const after = encodeCursor(to.id, last.to_id);
  return { results, paging: { next: { after, link: `https://api.hubapi.com/crm/objects/${from.id}/${id}/associations/${to.id}?after=${after}` } } };
}

function nameOf(base: string, label: string | null, unlabeled: boolean): string {
  if (label !== null && label !== 'Primary') return label.toLowerCase().replaceAll(' ', '_');
  return unlabeled ? `${base}_unlabeled` : base;
}
