import { Accordion } from '@hubspot/ui-extensions';
import type { UseJobs } from '@siderail/client';
import { useTexts } from '../texts/use-texts.ts';
import { JobList, MessageList, SharedFiles } from '@siderail/ui';

type Props = { readonly jobs: UseJobs; readonly open: boolean; readonly onToggle: () => void };

const FEW = 3;
const FEW_MESSAGES = 1;

/** "My exports": closed it counts them, open it lists them, what colleagues share and what workflows wrote to the person. */
export function JobInbox({ jobs, open, onToggle }: Props) {
  const texts = useTexts();
  const known = jobs.list.status === 'ready' ? jobs.list.jobs : [];
  return (
    <Accordion title={texts.inboxTitle(known)} open={open} onClick={onToggle} size="sm" testId="my-exports">
      <JobList jobs={jobs} few={FEW} />
      {open ? <SharedFiles /> : null}
      {open ? <MessageList few={FEW_MESSAGES} /> : null}
    </Accordion>
  );
}
