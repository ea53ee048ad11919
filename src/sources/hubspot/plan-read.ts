import type { ReadPlan } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { planRecordRead } from './plan-record-read.ts';
import { planScan } from './plan-scan.ts';

/** How the whole table will be read; made once per job. */
export function planRead(query: HubSpotQuery): Promise<ReadPlan> {
  return query.source.table.scope === 'record' ? planRecordRead(query) : planScan(query);
}
