import { ASSOCIATION_BATCH_LIMIT, BATCH_READ_LIMIT, batchReadAssociations, batchReadObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { RelatedRows, SourceTable } from '../define-source.ts';
import { missingReason } from './batch-builder.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { matches } from './matches.ts';
import { objectTypeOf } from './object-type.ts';
import { isPropertyRefused, unreadableColumns, withoutRefused } from './refused-properties.ts';

/** Batch reads under way at once: enough to use the allowance whatever HubSpot's latency is. */
const AT_ONCE = 4;
/** What is given in one answer, so that it fits into memory; what hangs on one record is never parted. */
const MOST_PAIRS = 10_000;

/**
 * The records associated with these records of `parent` that meet the query's filters, by the association batch endpoint and its own allowance.
 * A record under several association types is one row with several labels.
 */
export async function relatedRows(whole: HubSpotQuery, parent: SourceTable, keys: readonly string[]): Promise<Omit<RelatedRows, 'calls'>> {
  for (;;) {
    const query = withoutRefused(whole);
    try {
      return { ...(await lookUp(query, parent, keys)), ...unreadableColumns(query) };
    } catch (thrown) {
      if (!(await isPropertyRefused(whole, query, thrown))) throw thrown;
    }
  }
}

async function lookUp(query: HubSpotQuery, parent: SourceTable, keys: readonly string[]): Promise<Omit<RelatedRows, 'calls'>> {
  const { gateway, at, type } = query;
  const pairs: { parentKey: string; id: string; labels: readonly string[] }[] = [];
  const asked = keys.slice(0, ASSOCIATION_BATCH_LIMIT);
  const found = await batchReadAssociations(gateway, at, { fromType: objectTypeOf(parent.key).objectTypeId, toType: type.objectTypeId, ids: asked });
  let done = 0;
  for (const parentKey of asked) {
    const to = (found.get(parentKey) ?? []).toSorted((one, other) => compareIds(one.toId, other.toId));
    if (done > 0 && pairs.length + to.length > MOST_PAIRS) break;
    for (const { toId, labels } of to) pairs.push({ parentKey, id: toId, labels });
    done += 1;
  }

  const { objects, refused } = await readAll(query, [...new Set(pairs.map(({ id }) => id))]);
  const rows: RelatedRows['rows'][number][] = [];
  const skipped: RelatedRows['skipped'][number][] = [];
  let leftOut = 0;
  for (const { parentKey, id, labels } of pairs) {
    const object = objects.get(id);
    if (object !== undefined && !matches(query.conditions, object)) leftOut += 1;
    else if (object === undefined) skipped.push({ key: `${parentKey} → ${id}`, reason: missingReason(refused.get(id)) });
    else rows.push({ parentKey, labels, cells: query.toCells(object) });
  }
  return { rows, skipped, leftOut, done };
}

async function readAll({ gateway, at, type, properties }: HubSpotQuery, ids: readonly string[]): Promise<{ objects: Map<string, HubSpotObject>; refused: Map<string, string> }> {
  const waiting = Array.from({ length: Math.ceil(ids.length / BATCH_READ_LIMIT) }, (_, index) => ids.slice(index * BATCH_READ_LIMIT, (index + 1) * BATCH_READ_LIMIT));
  const objects = new Map<string, HubSpotObject>();
  const refused = new Map<string, string>();

  async function reader(): Promise<void> {
    for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
      const { found, refused: some } = await batchReadObjects(gateway, at, { objectType: type.objectTypeId, ids: slice, properties });
      for (const [id, object] of found) objects.set(id, object);
      for (const [id, why] of some) refused.set(id, why);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return { objects, refused };
}
