import type { ReadPlan } from '../define-source.ts';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { writePart } from './part.ts';
import { CONSISTENCY, filterSentence, READ_CONCURRENCY } from './read-rules.ts';

/** Ten batch reads: a checkpoint's worth. */
const IDS_PER_PART = 1_000;

/** A record's rows: all ids from its associations now, the records by id later, each of them accounted for. */
export async function planRecordRead(query: HubSpotQuery): Promise<ReadPlan> {
  const ids = await associatedIds(query);
  const parts: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_PART) parts.push(writePart({ kind: 'ids', ids: ids.slice(start, start + IDS_PER_PART) }));
  return {
    strategy: 'associations + batch read',
    why: `The record's associations name every row, each is read by its id, in order of record id.${filterSentence(query)}`,
    parts,
    concurrency: READ_CONCURRENCY,
    expectedRows: query.conditions.length === 0 ? ids.length : null,
    consistency: CONSISTENCY,
  };
}
