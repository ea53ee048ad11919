import { AppError } from '../../core/errors/index.ts';
import { listObjects, type ObjectPage } from '../../hubspot/index.ts';
import { compareIds } from './compare-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import type { Part } from './part.ts';
import type { PartCursor } from './part-cursor.ts';
import { MOST_EMPTY_PAGES } from './read-rules.ts';
import { wentInACircle } from './went-in-a-circle.ts';

/** Records of one page that belong to the part, and where the part goes on (null: nowhere). */
export type ScanPage = { readonly objects: ObjectPage['objects']; readonly next: Extract<PartCursor, { at: 'page' }> | null };

type Scan = Extract<Part, { kind: 'scan' }>;

/**
 * The part's pages in turn. A range ends at its upper id and drops what lies beyond, which the next range begins
 * with: no record comes twice, none is lost. Throws `source.changed` when ids do not ascend within a range, and
 * `internal` when HubSpot's cursor goes round in a circle.
 */
export async function* scanPages(query: HubSpotQuery, part: Scan, properties: readonly string[], cursor: Extract<PartCursor, { at: 'page' }> | null): AsyncGenerator<ScanPage> {
  const seen = new Set<string>();
  const firsts = new Set<string>();
  let after = cursor === null ? startOf(part) : cursor.after;
  let last = cursor?.last ?? null;
  let empty = 0;
  for (;;) {
    if (after !== null) seen.add(after);
    const page = await listObjects(query.gateway, query.at, { objectType: query.type.objectTypeId, properties, limit: 100, after });
    const first = page.objects[0]?.id;
    if (first !== undefined && firsts.has(first)) throw wentInACircle(first);
    if (first !== undefined) firsts.add(first);
    empty = page.objects.length === 0 ? empty + 1 : 0;
    if (page.after !== null && (seen.has(page.after) || empty > MOST_EMPTY_PAGES)) throw wentInACircle(page.after);
    if (part.ordered) assertAscending(page.objects, last);
    const objects = page.objects.filter(({ id }) => isWithin(part, id));
    const newest = page.objects.at(-1)?.id ?? last;
    const isOver = page.after === null || (part.to !== null && newest !== null && part.ordered && compareIds(newest, part.to) >= 0);
    last = newest;
    after = page.after;
    yield { objects, next: isOver || after === null ? null : { at: 'page', after, last } };
    if (isOver) return;
  }
}

/** One id before the range, which serves whether HubSpot's cursor means "from here" or "behind here". */
function startOf(part: Scan): string | null {
  return part.from === null || part.from === '1' ? null : String(BigInt(part.from) - 1n);
}

function isWithin(part: Scan, id: string): boolean {
  return (part.from === null || compareIds(id, part.from) >= 0) && (part.to === null || compareIds(id, part.to) < 0);
}

function assertAscending(objects: ObjectPage['objects'], before: string | null): void {
  let last = before;
  for (const { id } of objects) {
    if (last !== null && compareIds(id, last) <= 0) {
      throw new AppError('source.changed', { detail: `HubSpot listed record ${id} behind ${last}: its list went back or round in a circle`, retry: 'backoff' });
    }
    last = id;
  }
}
