import { Flex, Text } from '@hubspot/ui-extensions';
import type { Job, JobWaiting } from '@siderail/contract';
import { useCard } from '../hooks/use-card.ts';
import { texts } from '../texts.ts';

type Props = { readonly job: Job; readonly waiting: JobWaiting };

/** Why an export is paused and since when: nobody has to do anything in the card for it to go on. */
export function JobWait({ job, waiting }: Props) {
  const { format } = useCard();
  return (
    <Flex direction="column" gap="xs" testId={`job-wait-${job.id}`}>
      <Text>{waiting.message}</Text>
      <Text>{waiting.fix}</Text>
      <Text variant="microcopy">{texts.pausedSince(format.time(waiting.since))}</Text>
    </Flex>
  );
}
