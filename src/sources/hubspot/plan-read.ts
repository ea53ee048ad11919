import type { ReadPlan } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { planIds } from './plan-ids.ts';
import { planPortalRead } from './plan-portal-read.ts';
import { planRecordRead } from './plan-record-read.ts';
import type { Reading } from './read-rules.ts';

/** How the whole table will be read; made once per job. */
export async function planRead(query: HubSpotQuery, reading: Reading): Promise<ReadPlan> {
  const { keys } = query.source;
  if (keys !== undefined) return planIds(query, keys, { strategy: 'batch read', because: `${keys.length.toLocaleString('en-US')} records were selected` });
  return query.source.table.scope === 'record' ? planRecordRead(query) : planPortalRead(query, reading);
}
