import { Flex, Text } from '@hubspot/ui-extensions';
import type { Job, JobWaiting } from '@siderail/contract';
import { useSurface } from '../surface.ts';
import { useSentence } from '../texts/use-sentence.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';

type Props = { readonly job: Job; readonly waiting: JobWaiting };

/** Why an export is paused and since when: nobody has to do anything in the card for it to go on. */
export function JobWait({ job, waiting }: Props) {
  const { format } = useSurface();
  const texts = useUiTexts();
  const sentence = useSentence();
  return (
    <Flex direction="column" gap="xs" testId={`job-wait-${job.id}`}>
      <Text>{sentence(waiting.message)}</Text>
      <Text>{sentence(waiting.fix)}</Text>
      <Text variant="microcopy">{texts.pausedSince(format.time(waiting.since))}</Text>
    </Flex>
  );
}
