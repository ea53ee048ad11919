import { LoadingButton } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import type { JobCommands } from './use-job-commands.ts';

type Props = { readonly job: Job; readonly commands: JobCommands };

/** Asks for an ended export again, with today's rows. Nothing for a view, which is opened again where it was. */
export function RerunButton({ job, commands }: Props) {
  const texts = useUiTexts();
  if (job.format === null) return null;
  return (
    <LoadingButton size="xs" variant="secondary" testId={`job-rerun-${job.id}`} loading={commands.busy === 'rerun-export'} onClick={commands.rerun}>
      {texts.rerun}
    </LoadingButton>
  );
}
