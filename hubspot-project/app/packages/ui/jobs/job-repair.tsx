import { Flex, Link, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { LinkOver } from '../link-over.tsx';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { useIsOver } from '../use-is-over.ts';
import type { JobCommands } from './use-job-commands.ts';

type Props = { readonly job: Extract<Job, { state: 'ready' }>; readonly commands: JobCommands };

/** The ways on where rows were left out: read them again, or correct the list of them; and what has become of that. Nothing where none were. */
export function JobRepair({ job, commands }: Props) {
  const texts = useUiTexts();
  const { format } = useSurface();
  const { repairLink } = commands;
  const over = useIsOver(repairLink?.expiresAt ?? null);
  if (job.certificate.skipped === 0) return job.repairs === undefined ? null : <Text variant="microcopy" testId={`job-repairs-${job.id}`}>{texts.repairs}</Text>;
  return (
    <Flex direction="column" gap="xs" align="start">
      {job.repairs === undefined ? null : <Text variant="microcopy" testId={`job-repairs-${job.id}`}>{texts.repairs}</Text>}
      {job.repairedBy === undefined ? null : <Text variant="microcopy" testId={`job-repaired-${job.id}`}>{texts.repaired}</Text>}
      <Flex gap="sm" wrap="wrap">
        <LoadingButton size="xs" variant="secondary" testId={`job-repair-${job.id}`} loading={commands.busy === 'repair-export'} onClick={commands.repair}>
          {texts.repair(format.number(job.certificate.skipped), job.certificate.skipped === 1)}
        </LoadingButton>
        {repairLink === null ? (
          <LoadingButton size="xs" variant="secondary" testId={`job-get-repair-link-${job.id}`} loading={commands.busy === 'create-repair-link'} onClick={commands.getRepairLink}>
            {texts.getRepairLink}
          </LoadingButton>
        ) : null}
      </Flex>
      {repairLink === null ? null : over ? (
        <LinkOver expiredAt={repairLink.expiresAt} busy={commands.busy === 'create-repair-link'} onRenew={() => void commands.getRepairLink()} testId={`job-repair-link-over-${job.id}`} />
      ) : (
        <Link href={{ url: repairLink.url, external: true }} testId={`job-repair-link-${job.id}`}>
          {texts.repairLink}
        </Link>
      )}
    </Flex>
  );
}
