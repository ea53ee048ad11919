import type { HubSpotQuery } from './hubspot-query.ts';

/** Four calls in flight reach the allowance's pace at up to 370 ms per call. */
export const READ_CONCURRENCY = 4;

/** The certificate's rule for rows that change during the read. */
export const CONSISTENCY =
  'Records that existed when the export began and were not deleted while it ran are in the file; values are as of the moment each page was read.';

/** The certificate's sentence about filters, with a blank before it; empty without filters. */
export function filterSentence(query: HubSpotQuery): string {
  if (query.conditions.length === 0) return '';
  return " Every record is read and the filter is applied to it here, because HubSpot's search can be late and shows at most 10,000 rows.";
}
