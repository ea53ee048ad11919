import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { useSurface } from '../surface.ts';
import type { JobCommands } from './use-job-commands.ts';
import { useSentence } from '../texts/use-sentence.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { JobFile } from './job-file.tsx';
import { JobProgress } from './job-progress.tsx';
import { JobRepair } from './job-repair.tsx';
import { JobWait } from './job-wait.tsx';
import { RerunButton } from './rerun-button.tsx';

type Props = { readonly job: Job; readonly commands: JobCommands };

/** What one state of a job has to say, and the buttons it allows. */
export function JobBody({ job, commands }: Props) {
  const texts = useUiTexts();
  const sentence = useSentence();
  const { format } = useSurface();
  switch (job.state) {
    case 'queued':
      if (job.waiting !== null) {
        return (
          <Flex direction="column" gap="xs">
            <JobWait job={job} waiting={job.waiting} />
            <Flex justify="end">
              <CancelButton job={job} commands={commands} stopping={false} />
            </Flex>
          </Flex>
        );
      }
      return (
        <Flex justify="between" align="center" gap="sm">
          <Text variant="microcopy">{job.ahead === 0 ? texts.nextInLine : texts.ahead(format.number(job.ahead), job.ahead === 1)}</Text>
          <CancelButton job={job} commands={commands} stopping={false} />
        </Flex>
      );
    case 'held':
      return (
        <Flex direction="column" gap="xs">
          <Text variant="microcopy" testId={`job-held-${job.id}`}>
            {texts.heldWhy(sentence(job.approval.why), format.time(job.approval.expiresAt))}
          </Text>
          <Flex justify="end">
            <CancelButton job={job} commands={commands} stopping={false} />
          </Flex>
        </Flex>
      );
    case 'running':
      return (
        <Flex direction="column" gap="xs">
          {job.waiting === null ? <JobProgress job={job} /> : <JobWait job={job} waiting={job.waiting} />}
          <Flex justify="end">
            <CancelButton job={job} commands={commands} stopping={job.cancelling} />
          </Flex>
        </Flex>
      );
    case 'ready':
      return <JobFile job={job} commands={commands} />;
    case 'failed':
      return (
        <Flex direction="column" gap="xs" align="start">
          <Text testId={`job-reason-${job.id}`}>{sentence(job.error.message)}</Text>
          <Text testId={`job-fix-${job.id}`}>{texts.whatToDo(sentence(job.error.fix))}</Text>
          <Text variant="microcopy" testId={`job-support-code-${job.id}`}>
            {texts.supportCode(job.error.supportCode)}
          </Text>
          <Flex gap="sm">
            <LoadingButton
              size="xs"
              variant="secondary"
              testId={`job-retry-${job.id}`}
              loading={commands.busy === 'retry-job'}
              onClick={commands.retry}
            >
              {texts.retry}
            </LoadingButton>
            <PartButton job={job} commands={commands} />
          </Flex>
          {job.kept === null ? null : <Text variant="microcopy">{texts.kept(format.number(job.kept.rows), format.time(job.kept.until))}</Text>}
          <JobRepair job={job} commands={commands} />
        </Flex>
      );
    case 'cancelled':
      return (
        <Flex direction="column" gap="xs" align="start">
          <Text variant="microcopy">{texts.stoppedAfter(format.number(job.rowsDone))}</Text>
          {job.kept === null ? null : <Text variant="microcopy">{texts.kept(format.number(job.kept.rows), format.time(job.kept.until))}</Text>}
          <Flex gap="sm" wrap="wrap">
            <RerunButton job={job} commands={commands} />
            <PartButton job={job} commands={commands} />
          </Flex>
          <JobRepair job={job} commands={commands} />
        </Flex>
      );
    case 'shown':
      return (
        <Text variant="microcopy" testId={`job-shown-${job.id}`}>
          {texts.shownUntil(format.number(job.rows), job.rows === 1, format.time(job.until))}
        </Text>
      );
    case 'expired':
      return (
        <Flex direction="column" gap="xs" align="start">
          <Text variant="microcopy">{job.withdrawn === undefined ? (job.format === null ? texts.viewExpiredFix : texts.expiredFix) : sentence(job.withdrawn)}</Text>
          <RerunButton job={job} commands={commands} />
        </Flex>
      );
  }
  return job satisfies never;
}

/** Asks for a file of the rows that are there; nothing where none are kept. */
function PartButton({ job, commands }: { readonly job: Extract<Job, { state: 'failed' | 'cancelled' }>; readonly commands: JobCommands }) {
  const texts = useUiTexts();
  if (job.kept === null) return null;
  return (
    <LoadingButton size="xs" variant="secondary" testId={`job-part-${job.id}`} loading={commands.busy === 'finish-partial'} onClick={commands.getPart}>
      {texts.getPart}
    </LoadingButton>
  );
}

function CancelButton({ job, commands, stopping }: Props & { readonly stopping: boolean }) {
  const texts = useUiTexts();
  return (
    <LoadingButton
      size="xs"
      variant="secondary"
      testId={`job-cancel-${job.id}`}
      loading={stopping || commands.busy === 'cancel-job'}
      onClick={commands.cancel}
    >
      {stopping ? texts.cancelling : texts.cancel}
    </LoadingButton>
  );
}
