import { DescriptionList, DescriptionListItem, Flex, Heading, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { PageBreadcrumbs, PageTitle, usePageRoute } from '@hubspot/ui-extensions/pages';
import type { Job } from '@siderail/contract';
import { ErrorView, JobItem, useSurface, useUiTexts } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { SaveAsTemplate } from '../templates/save-as-template.tsx';
import { ShareButton } from './share/share-button.tsx';
import { useWatchedJob } from './use-watched-job.ts';

/** One export: where mails and cards lead to. How it stands, what can be done, and what proves that it is complete. */
export function ExportPage() {
  const texts = useTexts();
  const { params } = usePageRoute();
  const { state, reload, setJob } = useWatchedJob(params['id'] ?? '');
  return (
    <Flex direction="column" gap="md">
      <PageBreadcrumbs>
        <PageBreadcrumbs.PageLink to="/">{texts.exportsTitle}</PageBreadcrumbs.PageLink>
        <PageBreadcrumbs.Current>{texts.exportTitle}</PageBreadcrumbs.Current>
      </PageBreadcrumbs>
      <PageTitle>{state.status === 'ready' ? state.job.title : texts.exportTitle}</PageTitle>
      {state.status === 'loading' ? <LoadingSpinner label={texts.loadingExport} layout="centered" /> : null}
      {state.status === 'failed' ? <ErrorView title={texts.exportFailed} error={state.error} testId="export-error" onRetry={reload} /> : null}
      {state.status === 'ready' ? (
        <>
          <JobItem key={state.job.id} job={state.job} onJob={setJob} />
          <Flex direction="column" gap="sm">
            {state.job.state === 'ready' ? <Flex direction="row"><ShareButton key={state.job.id} job={state.job} /></Flex> : null}
            {state.job.format === null ? null : <SaveAsTemplate jobId={state.job.id} title={state.job.title} />}
          </Flex>
          <Facts job={state.job} />
          {state.job.state === 'ready' ? <Proof job={state.job} /> : null}
          <Notices job={state.job} />
        </>
      ) : null}
    </Flex>
  );
}

function Facts({ job }: { readonly job: Job }) {
  const texts = useTexts();
  const { format } = useSurface();
  return (
    <Flex direction="column" gap="xs">
      <Heading>{texts.facts}</Heading>
      <DescriptionList direction="row">
        <DescriptionListItem label={texts.startedAt}>{format.time(job.createdAt)}</DescriptionListItem>
        {'finishedAt' in job ? <DescriptionListItem label={texts.finishedAt}>{format.time(job.finishedAt)}</DescriptionListItem> : null}
        <DescriptionListItem label={texts.lane}>{job.lane === 'immediate' ? texts.laneImmediate : texts.laneBackground}</DescriptionListItem>
        {job.state === 'ready' ? <DescriptionListItem label={texts.format}>{job.fileName}</DescriptionListItem> : null}
        {job.state === 'ready' ? <DescriptionListItem label={texts.rows}>{format.number(job.rows)}</DescriptionListItem> : null}
        {job.state === 'ready' ? <DescriptionListItem label={texts.size}>{format.bytes(job.bytes)}</DescriptionListItem> : null}
      </DescriptionList>
    </Flex>
  );
}

function Proof({ job }: { readonly job: Extract<Job, { state: 'ready' }> }) {
  const texts = useTexts();
  const { format } = useSurface();
  const { certificate } = job;
  return (
    <Flex direction="column" gap="xs" testId="proof">
      <Heading>{texts.proof}</Heading>
      <DescriptionList direction="row">
        <DescriptionListItem label={texts.source}>{format.number(certificate.upstream)}</DescriptionListItem>
        <DescriptionListItem label={texts.written}>{format.number(certificate.written)}</DescriptionListItem>
        <DescriptionListItem label={texts.skipped}>{format.number(certificate.skipped)}</DescriptionListItem>
        {certificate.outsideFilters === undefined ? null : <DescriptionListItem label={texts.outsideFilters}>{format.number(certificate.outsideFilters)}</DescriptionListItem>}
        <DescriptionListItem label={texts.asOf}>{format.time(certificate.asOf)}</DescriptionListItem>
      </DescriptionList>
      <Text variant="microcopy">{`${texts.checksum}: ${certificate.sha256}`}</Text>
    </Flex>
  );
}

function Notices({ job }: { readonly job: Job }) {
  const texts = useTexts();
  const { noMail } = useUiTexts();
  if (job.notices.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{texts.notices}</Heading>
      {job.notices.map((notice, at) => (
        <Text key={at}>
          {notice.why === undefined ? `${texts.noticeKinds[notice.kind]}, ${texts.noticeChannels[notice.channel]}: ${texts.noticeStates[notice.state]}` : `${texts.noticeKinds[notice.kind]}: ${noMail(notice.why)}`}
        </Text>
      ))}
    </Flex>
  );
}
