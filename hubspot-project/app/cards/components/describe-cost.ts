import type { EstimateExportResponse } from '@siderail/contract';
import type { Format } from '@siderail/client';
import type { Texts } from '../texts/use-texts.ts';

/** An estimate in single bytes would claim to know too much. */
const LEAST_BYTES = 1_000;

/** "about 48 MB · about 4 min · in the background · 2,500 requests to the source", leaving out what is not known. */
export function describeCost(estimate: EstimateExportResponse, format: Format, texts: Texts): string {
  const { rows, bytes, seconds, apiCalls, lane } = estimate;
  if (rows === 0) return texts.noRowToExport;
  const now = lane === 'immediate';
  return [
    bytes === null ? null : texts.about(format.bytes(Math.max(bytes, LEAST_BYTES))),
    seconds === null ? null : texts.about(format.duration(seconds)),
    now ? texts.rightNow : texts.inBackground,
    now || apiCalls === null || apiCalls < 2 ? null : texts.calls(format.number(apiCalls)),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
