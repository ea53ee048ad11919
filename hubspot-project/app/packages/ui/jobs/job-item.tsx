import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { useJobCommands } from './use-job-commands.ts';
import type { UiTexts } from '../texts/ui-texts.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { ErrorView } from '../error-view.tsx';
import { TitleLine } from '../title-line.tsx';
import { JobBody } from './job-body.tsx';

type Props = { readonly job: Job; readonly onJob: (job: Job) => void };

/** One export of the person: what it is, how it stands, and what can be done with it. */
export function JobItem({ job, onJob }: Props) {
  const texts = useUiTexts();
  const commands = useJobCommands(job.id, onJob);
  return (
    <Flex direction="column" gap="xs" testId={`job-${job.id}`}>
      <TitleLine apart title={<Text format={{ fontWeight: 'demibold' }}>{job.format === null ? texts.viewOf(job.title) : job.title}</Text>}>
        <StatusTag variant={statusVariant(job)} testId={`job-state-${job.id}`}>
          {statusWord(job, texts)}
        </StatusTag>
      </TitleLine>
      <JobBody job={job} commands={commands} />
      {commands.error === null ? null : <ErrorView title={texts.jobCommandFailed} error={commands.error} testId={`job-error-${job.id}`} />}
    </Flex>
  );
}

function statusWord(job: Job, texts: UiTexts): string {
  if (job.state === 'running' && job.cancelling) return texts.cancelling;
  if (isNotWhole(job)) return texts.readyNotWhole;
  return isPaused(job) ? texts.paused : texts[job.state];
}

function isPaused(job: Job): boolean {
  return (job.state === 'queued' || job.state === 'running') && job.waiting !== null;
}

/** A file that lacks something says so where nobody overlooks it (D4). */
function isNotWhole(job: Job): boolean {
  return job.state === 'ready' && (job.partial || !job.certificate.complete);
}

function statusVariant(job: Job): 'info' | 'success' | 'warning' | 'danger' | 'default' {
  if (isPaused(job) || isNotWhole(job)) return 'warning';
  switch (job.state) {
    case 'queued':
    case 'running':
      return 'info';
    case 'held':
      return 'warning';
    case 'ready':
    case 'shown':
      return 'success';
    case 'failed':
      return 'danger';
    case 'cancelled':
    case 'expired':
      return 'default';
  }
  return job satisfies never;
}
