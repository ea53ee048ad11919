import { Divider, Flex, Heading } from '@hubspot/ui-extensions';
import { latestData } from '@siderail/client';
import { useAnnouncedJobs } from '@siderail/ui';
import { useFileFormat } from '../hooks/use-file-format.ts';
import { useTables } from '../hooks/use-tables.ts';
import { useTexts } from '../texts/use-texts.ts';
import { CardFrame, type CardFrameProps } from './card-frame.tsx';
import { JobList } from '@siderail/ui';
import { SidebarTable } from './sidebar-table.tsx';
import { SourceProblems } from './source-problems.tsx';
import { TablesStatus } from './tables-status.tsx';

const LATEST_JOBS = 3;

/** The card in a record's sidebar: a few rows, the totals, the export and the latest exports. */
export function SidebarCard(props: CardFrameProps) {
  return (
    <CardFrame {...props}>
      <SidebarContent />
    </CardFrame>
  );
}

function SidebarContent() {
  const texts = useTexts();
  const tables = useTables();
  const jobs = useAnnouncedJobs('found');
  const file = useFileFormat();
  const { table } = tables;
  const listed = latestData(tables.request.state);
  return (
    <Flex direction="column" gap="sm">
      {table === null || listed === null ? (
        <TablesStatus tables={tables} />
      ) : (
        <>
          <SourceProblems problems={listed.problems} />
          <SidebarTable key={table.id} table={table} tables={tables} actions={listed.actions} jobs={jobs} file={file} />
        </>
      )}
      <Divider />
      <Heading>{texts.myExports}</Heading>
      <JobList jobs={jobs} few={LATEST_JOBS} />
    </Flex>
  );
}
