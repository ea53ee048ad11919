import type { RecordRef } from './record-ref.ts';

/** Stands where a query needs a record and there is none: whole tables, chosen on a page. HubSpot gives no company such an id. */
export const NO_RECORD: RecordRef = { objectTypeId: '0-2', objectId: '1' };
