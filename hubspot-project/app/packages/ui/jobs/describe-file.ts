import type { Job } from '@siderail/contract';
import type { Format } from '@siderail/client';
import type { UiTexts } from '../texts/ui-texts.ts';

/**
 * A ready file in one line, its certificate first: "Complete: 1,204 of 1,204 rows · 230 KB · made in 4 s". Rows that did not meet the
 * filters do not belong in it, and are named apart: "Complete: 144 of 144 rows, 10 more did not meet the filters".
 */
export function describeFile(job: Extract<Job, { state: 'ready' }>, format: Format, texts: UiTexts): string {
  return [proof(job, format, texts), format.bytes(job.bytes), texts.madeIn(format.duration(job.seconds))].join(' · ');
}

function proof({ partial, certificate }: Extract<Job, { state: 'ready' }>, format: Format, texts: UiTexts): string {
  const { complete, upstream, written, skipped, outsideFilters = upstream - written - skipped } = certificate;
  const rows = format.number(written);
  if (partial) return texts.part(rows);
  if (!complete) return skipped === 0 ? texts.incompleteColumns(rows) : texts.incomplete(rows, format.number(written + skipped), format.number(skipped));
  return outsideFilters > 0 ? `${texts.complete(rows, rows)}, ${texts.filteredOut(format.number(outsideFilters))}` : texts.complete(rows, rows);
}
