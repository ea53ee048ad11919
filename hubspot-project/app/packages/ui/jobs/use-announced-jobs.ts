import type { Job } from '@siderail/contract';
import { useJobs, type UseJobs } from '@siderail/client';
import { useSentence } from '../texts/use-sentence.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { useSurface } from '../surface.ts';

/** The person's exports; HubSpot's own alert says once when one becomes ready or fails. */
export function useAnnouncedJobs(watch: 'own' | 'found'): UseJobs {
  const { backend, addAlert } = useSurface();
  const texts = useUiTexts();
  const sentence = useSentence();

  function announce(job: Job) {
    if (job.state === 'ready') addAlert('success', texts.jobReadyTitle, texts.jobReady(job.title));
    if (job.state === 'shown') addAlert('success', texts.viewReadyTitle, texts.viewReady(job.title));
    if (job.state === 'failed') addAlert('danger', job.format === null ? texts.viewFailedTitle : texts.jobFailedTitle, texts.jobFailed(job.title, sentence(job.error.message), sentence(job.error.fix)));
  }

  return useJobs({ backend, watch, onFinished: announce });
}
