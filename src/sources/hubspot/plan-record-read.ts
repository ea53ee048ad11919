import type { ReadPlan } from '../define-source.ts';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { IDS_PER_PART, writePart } from './part.ts';
import { CONSISTENCY, READ_CONCURRENCY } from './read-rules.ts';

/** A record's rows: all ids from its associations now, the records by id later, each of them accounted for. */
export async function planRecordRead(query: HubSpotQuery): Promise<ReadPlan> {
  const ids = await associatedIds(query);
  const parts: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_PART) parts.push(writePart({ kind: 'ids', ids: ids.slice(start, start + IDS_PER_PART) }));
  return {
    strategy: 'associations + batch read',
    why: `The record's associations name every row, each is read by its id, in order of record id.${query.conditions.length === 0 ? '' : ' The filter is applied to each record here.'}`,
    parts,
    concurrency: READ_CONCURRENCY,
    expectedRows: query.conditions.length === 0 ? ids.length : null,
    consistency: CONSISTENCY,
  };
}
