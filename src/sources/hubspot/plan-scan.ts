import { listObjects, searchObjects, type HubSpotObject } from '../../hubspot/index.ts';
import type { ReadPlan } from '../define-source.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { writePart, type Part } from './part.ts';
import { CONSISTENCY, filterSentence, READ_CONCURRENCY } from './read-rules.ts';
import { splitIds } from './split-ids.ts';
import { RECORD_ID } from './standard-properties.ts';

/** Below this, parts would cost more calls than they save time. */
const ROWS_FOR_ONE_PASS = 2_000;
/** Each part reads on average half a page in vain at its end: one call in forty at this size. */
const ROWS_PER_PART = 2_000;
/** Enough that the last ones end at about the same time. */
const MOST_PARTS = 16;

/**
 * All records of a type, by HubSpot's list (which is never late, unlike search), in parts by record id.
 * That the list is ordered by id and that its cursor is an id is documented only by example: a self-check on the
 * portal itself decides, and when it fails the list is read in one go. Search only says where to cut and how many
 * rows to expect; a wrong answer there makes parts uneven, never incomplete.
 */
export async function planScan(query: HubSpotQuery): Promise<ReadPlan> {
  const [newest, oldest] = await Promise.all([newestRecord(query), listFrom(query, null, 1)]);
  const first = oldest[0]?.id;
  const common = { concurrency: READ_CONCURRENCY, expectedRows: query.conditions.length === 0 ? newest.total : null, consistency: CONSISTENCY };
  const total = newest.total ?? 0;

  if (first === undefined || newest.id === null || compareIds(newest.id, first) <= 0 || total < ROWS_FOR_ONE_PASS) {
    const part: Part = { kind: 'scan', from: null, to: null, ordered: false };
    return { ...common, strategy: 'list', why: `The table is small enough for one pass over HubSpot's list.${filterSentence(query)}`, parts: [writePart(part)] };
  }
  const wanted = Math.min(MOST_PARTS, Math.max(READ_CONCURRENCY, Math.floor(total / ROWS_PER_PART)));
  const [isOrdered, cuts] = await Promise.all([listIsOrderedById(query, first, newest.id), splitIds(query, { first, last: newest.id, total, parts: wanted })]);
  if (!isOrdered) {
    const part: Part = { kind: 'scan', from: null, to: null, ordered: false };
    return { ...common, strategy: 'list', why: `HubSpot's list did not pass the self-check for reading by ranges of record id, so it is read in one pass.${filterSentence(query)}`, parts: [writePart(part)] };
  }
  const edges = [null, ...cuts, null];
  const parts = edges.slice(1).map((to, index) => writePart({ kind: 'scan', from: edges[index] ?? null, to, ordered: true }));
  return {
    ...common,
    strategy: 'list by id ranges',
    why: `HubSpot's list passed the self-check for reading by ranges of record id, so ${parts.length} ranges are read side by side and joined in order of record id; the last range has no upper end.${filterSentence(query)}`,
    parts,
  };
}

async function newestRecord({ gateway, at, type }: HubSpotQuery): Promise<{ readonly id: string | null; readonly total: number | null }> {
  const page = await searchObjects(gateway, at, {
    objectType: type.objectTypeId,
    filters: [],
    sort: { propertyName: RECORD_ID, direction: 'DESCENDING' },
    properties: [RECORD_ID],
    limit: 1,
    after: null,
  });
  return { id: page.objects[0]?.id ?? null, total: page.total };
}

async function listFrom({ gateway, at, type }: HubSpotQuery, after: string | null, limit: number): Promise<readonly HubSpotObject[]> {
  const page = await listObjects(gateway, at, { objectType: type.objectTypeId, properties: [RECORD_ID], limit, after });
  return page.objects;
}

/** Jumps into the middle by id: what comes must lie behind the jump and ascend. An empty page proves nothing. */
async function listIsOrderedById(query: HubSpotQuery, first: string, last: string): Promise<boolean> {
  const middle = String((BigInt(first) + BigInt(last)) / 2n);
  const page = await listFrom(query, middle, 100);
  const ids = page.map(({ id }) => id);
  return ids.length > 0 && ids.every((id, index) => compareIds(id, ids[index - 1] ?? String(BigInt(middle) - 1n)) > 0);
}
