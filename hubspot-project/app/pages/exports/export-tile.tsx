import { Flex, Tile } from '@hubspot/ui-extensions';
import { PageLink } from '@hubspot/ui-extensions/pages';
import type { Job } from '@siderail/contract';
import { JobItem } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { ShareButton } from './share/share-button.tsx';

type Props = { readonly job: Job; readonly onJob: (job: Job) => void };

/** One export in the inbox, the way to share it, and to its page. */
export function ExportTile({ job, onJob }: Props) {
  const texts = useTexts();
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <JobItem job={job} onJob={onJob} />
        <Flex direction="row" gap="sm" align="center">
          {job.state === 'ready' ? <ShareButton job={job} /> : null}
          <PageLink to="/exports/:id" params={{ id: job.id }} testId={`details-${job.id}`}>
            {texts.details}
          </PageLink>
        </Flex>
      </Flex>
    </Tile>
  );
}
