import { Alert, Button, Divider, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { UseJobs } from '@siderail/client';
import { Fragment, useState } from 'react';
import { useSurface } from '../surface.ts';
import { useSentence } from '../texts/use-sentence.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { JobItem } from './job-item.tsx';

type Props = { readonly jobs: UseJobs; readonly few: number };

/** The person's exports, newest first: the first few, all on request. */
export function JobList({ jobs, few }: Props) {
  const texts = useUiTexts();
  const sentence = useSentence();
  const { format } = useSurface();
  const [all, setAll] = useState(false);
  const { list, track } = jobs;
  if (list.status === 'loading') return <LoadingSpinner label={texts.loadingJobs} showLabel testId="loading-jobs" />;
  const shown = all ? list.jobs : list.jobs.slice(0, few);
  return (
    <Flex direction="column" gap="sm">
      {list.staleBecause === null ? null : (
        <Alert title={texts.jobsStale} variant="warning" testId="jobs-stale">
          <Text>{`${sentence(list.staleBecause.message)} ${texts.whatToDo(sentence(list.staleBecause.fix))}`}</Text>
          <Text variant="microcopy">{texts.supportCode(list.staleBecause.supportCode)}</Text>
          <Button size="xs" variant="secondary" onClick={jobs.reload} testId="jobs-stale-try-again">
            {texts.tryAgain}
          </Button>
        </Alert>
      )}
      {shown.length === 0 && list.staleBecause === null ? <Text testId="no-jobs">{texts.noJobs}</Text> : null}
      {shown.map((job, index) => (
        <Fragment key={job.id}>
          {index === 0 ? null : <Divider />}
          <JobItem job={job} onJob={track} />
        </Fragment>
      ))}
      {list.jobs.length <= few ? null : (
        <Flex>
          <Button size="xs" variant="transparent" testId="show-all-jobs" onClick={() => setAll(!all)}>
            {all ? texts.showFewerJobs : texts.showAllJobs(format.number(list.jobs.length))}
          </Button>
        </Flex>
      )}
    </Flex>
  );
}
