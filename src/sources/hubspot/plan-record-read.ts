import type { ReadPlan } from '../define-source.ts';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { planIds } from './plan-ids.ts';

/** A record's rows: all ids from its associations now, the records by id later, each of them accounted for. */
export async function planRecordRead(query: HubSpotQuery): Promise<ReadPlan> {
  return planIds(query, await associatedIds(query), { strategy: 'associations + batch read', because: "The record's associations name every row" });
}
