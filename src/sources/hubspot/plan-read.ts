import type { ReadPlan } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { planPortalRead } from './plan-portal-read.ts';
import { planRecordRead } from './plan-record-read.ts';
import type { Reading } from './read-rules.ts';

/** How the whole table will be read; made once per job. */
export function planRead(query: HubSpotQuery, reading: Reading): Promise<ReadPlan> {
  return query.source.table.scope === 'record' ? planRecordRead(query) : planPortalRead(query, reading);
}
