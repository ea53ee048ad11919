import { Alert, Flex, Link, Text } from '@hubspot/ui-extensions';
import type { CreateLinkResponse, Job } from '@siderail/contract';
import { isActiveJob } from '@siderail/client';
import type { Export } from '../hooks/use-export.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { describeFile, ErrorView, LinkOver, useIsOver, useJobCommands } from '@siderail/ui';

type Props = {
  readonly exporter: Export;
  readonly jobs: readonly Job[];
  /** What is exported, in words: table, scope, filters, rows. */
  readonly what: string;
};

/** What became of the click on Export: the file at once, the start notice, or why not. */
export function ExportOutcome({ exporter, jobs, what }: Props) {
  const texts = useTexts();
  const { userEmail } = useCard();
  const { run, start } = exporter;
  if (run.state === 'idle' || run.state === 'starting') return null;
  if (run.state === 'refused') {
    return <ErrorView title={texts.exportFailed} error={run.error} testId="export-error" onRetry={() => void start()} />;
  }
  const job = jobs.find(({ id }) => id === run.job.id) ?? run.job;
  if (job.state === 'ready' && run.link !== null) return <FileReady job={job} link={run.link} />;
  if (!isActiveJob(job)) return null;
  if (job.state === 'held') {
    return (
      <Alert title={texts.askedApproval} variant="info" testId="export-held">
        <Text>{`${what}. ${texts.askedApprovalThen(userEmail)}`}</Text>
      </Alert>
    );
  }
  return (
    <Alert title={texts.started} variant="success" testId="export-started">
      <Flex direction="column" gap="flush">
        <Text>{texts.startedWhat(what)}</Text>
        <Text>{texts.startedThen(userEmail)}</Text>
      </Flex>
    </Alert>
  );
}

function FileReady({ job, link: first }: { readonly job: Extract<Job, { state: 'ready' }>; readonly link: CreateLinkResponse }) {
  const texts = useTexts();
  const { format } = useCard();
  const { link: renewed, busy, error, getLink } = useJobCommands(job.id, () => undefined);
  const link = renewed ?? first;
  const over = useIsOver(link.expiresAt);
  const whole = job.certificate.complete && !job.partial;
  return (
    <Alert title={whole ? texts.fileReady : texts.fileNotWhole} variant={whole ? 'success' : 'warning'} testId="export-ready">
      <Flex direction="column" gap="xs" align="start">
        {over ? <LinkOver expiredAt={link.expiresAt} busy={busy === 'create-link'} onRenew={() => void getLink()} testId="export-link-over" /> : (
          <Link href={{ url: link.url, external: true }} testId="export-link">
            {texts.download(job.fileName)}
          </Link>
        )}
        <Text testId="export-certificate">{describeFile(job, format, texts)}</Text>
        {over ? null : <Text variant="microcopy">{texts.worksUntil(format.time(link.expiresAt))}</Text>}
        {error === null ? null : <ErrorView title={texts.jobCommandFailed} error={error} testId="export-link-error" />}
      </Flex>
    </Alert>
  );
}
