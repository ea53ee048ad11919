import type { Job } from '@siderail/contract';
import type { Format } from '@siderail/client';
import type { UiTexts } from '../texts/ui-texts.ts';

/** A ready file in one line, its certificate first: "Complete: 1,204 of 1,204 rows · 230 KB · made in 4 s". */
export function describeFile(job: Extract<Job, { state: 'ready' }>, format: Format, texts: UiTexts): string {
  const { complete, upstream, written, skipped } = job.certificate;
  const proof = job.partial ? texts.part(format.number(written)) : complete
    ? written + skipped < upstream ? texts.completeFiltered(format.number(written), format.number(upstream - written), upstream - written === 1) : texts.complete(format.number(written), format.number(upstream))
    : skipped === 0 ? texts.incompleteColumns(format.number(written)) : texts.incomplete(format.number(written), format.number(upstream), format.number(skipped));
  return [proof, format.bytes(job.bytes), texts.madeIn(format.duration(job.seconds))].join(' · ');
}
