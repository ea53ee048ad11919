import { Flex } from '@hubspot/ui-extensions';
import { isActiveJob, latestData } from '@siderail/client';
import { useEffect, useRef, useState } from 'react';
import { useAnnouncedJobs } from '@siderail/ui';
import { useFileFormat } from '../hooks/use-file-format.ts';
import { useTables } from '../hooks/use-tables.ts';
import { CardFrame, type CardFrameProps } from './card-frame.tsx';
import { JobInbox } from './job-inbox.tsx';
import { SourceProblems } from './source-problems.tsx';
import { TabTable } from './tab-table.tsx';
import { TablesStatus } from './tables-status.tsx';

/** The card in a record's tab: a whole table with everything that can be done with it, and the person's exports. */
export function TabCard(props: CardFrameProps) {
  return (
    <CardFrame {...props}>
      <TabContent />
    </CardFrame>
  );
}

function TabContent() {
  const tables = useTables();
  const jobs = useAnnouncedJobs('own');
  const file = useFileFormat();
  const [inboxOpen, setInboxOpen] = useState(false);
  const lookedAtJobs = useRef(false);

  // Somebody who comes back while an export runs sees its progress without a click.
  useEffect(() => {
    if (lookedAtJobs.current || jobs.list.status === 'loading') return;
    lookedAtJobs.current = true;
    if (jobs.list.jobs.some(isActiveJob)) setInboxOpen(true);
  }, [jobs.list]);

  function toggleInbox() {
    // Another card of the page may have started an export since.
    if (!inboxOpen) jobs.reload();
    setInboxOpen(!inboxOpen);
  }

  const inbox = <JobInbox jobs={jobs} open={inboxOpen} onToggle={toggleInbox} />;
  const { table } = tables;
  const listed = latestData(tables.request.state);
  if (table === null || listed === null) {
    return (
      <Flex direction="column" gap="md">
        <TablesStatus tables={tables} />
        {inbox}
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <SourceProblems problems={listed.problems} />
      <TabTable key={table.id} table={table} tables={tables} related={listed.related} actions={listed.actions} jobs={jobs} file={file} onStarted={() => setInboxOpen(true)}>
        {inbox}
      </TabTable>
    </Flex>
  );
}
