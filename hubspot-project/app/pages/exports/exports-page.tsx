import { EmptyState, Flex, LoadingSpinner, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import type { Job } from '@siderail/contract';
import { ErrorView, MessageList, SharedFiles, useAnnouncedJobs, useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { ExportTile } from './export-tile.tsx';
import { OlderExports } from './older-exports.tsx';

const FEW_MESSAGES = 2;

/** The inbox: what workflows wrote, what colleagues share, and all exports of the person, newest first, watched while they run. */
export function ExportsPage() {
  const texts = useTexts();
  const { list, reload, track } = useAnnouncedJobs('found');
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.exportsTitle}</PageTitle>
      <MessageList few={FEW_MESSAGES} />
      <SharedFiles />
      {list.status === 'loading' ? <LoadingSpinner label={texts.loadingExport} layout="centered" /> : null}
      {list.status === 'ready' && list.staleBecause !== null ? (
        <ErrorView title={texts.exportsFailed} error={list.staleBecause} testId="exports-error" onRetry={reload} />
      ) : null}
      {list.status === 'ready' && list.jobs.length === 0 && list.staleBecause === null ? (
        <EmptyState title={texts.noExports} layout="vertical">
          <Text>{texts.noExportsFix}</Text>
        </EmptyState>
      ) : null}
      {list.status === 'ready' && list.jobs.length > 0 ? (
        <>
          <Totals jobs={list.jobs} />
          {list.jobs.map((job) => <ExportTile key={job.id} job={job} onJob={track} />)}
          {list.older ? <OlderExports after={list.jobs.at(-1)!.id} /> : null}
        </>
      ) : null}
    </Flex>
  );
}

function Totals({ jobs }: { readonly jobs: readonly Job[] }) {
  const texts = useTexts();
  const { format } = useSurface();
  const count = (...states: Job['state'][]) => format.number(jobs.filter((job) => states.includes(job.state)).length);
  const rows = jobs.reduce((sum, job) => sum + (job.state === 'ready' ? job.rows : 0), 0);
  return (
    <Statistics>
      <StatisticsItem label={texts.running} number={count('queued', 'running')} />
      <StatisticsItem label={texts.ready} number={count('ready')} />
      <StatisticsItem label={texts.needsYou} number={count('failed')} />
      <StatisticsItem label={texts.rowsReady} number={format.number(rows)} />
    </Statistics>
  );
}
