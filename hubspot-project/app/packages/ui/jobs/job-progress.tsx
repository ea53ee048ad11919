import { Flex, ProgressBar, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';

/** How far a running export is, in rows, and how long it still takes. */
export function JobProgress({ job }: { readonly job: Extract<Job, { state: 'running' }> }) {
  const { format } = useSurface();
  const texts = useUiTexts();
  const { rowsDone, rowsTotal, secondsLeft } = job;
  const words = [
    texts.phase(job.phase),
    texts.rowsSoFar(format.number(rowsDone), rowsTotal === null ? null : format.number(rowsTotal)),
    ...(secondsLeft === null || job.cancelling ? [] : [texts.timeLeft(format.duration(secondsLeft))]),
  ];
  return (
    <Flex direction="column" gap="xs">
      {rowsTotal === null || rowsTotal === 0 ? null : (
        <ProgressBar
          aria-label={texts.progressOf(job.title)}
          testId={`job-progress-${job.id}`}
          value={Math.min(rowsDone, rowsTotal)}
          maxValue={rowsTotal}
          showPercentage
        />
      )}
      <Text variant="microcopy" testId={`job-rows-${job.id}`}>
        {words.join(' · ')}
      </Text>
    </Flex>
  );
}
