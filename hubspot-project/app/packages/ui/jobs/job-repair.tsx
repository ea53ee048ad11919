import { Flex, Link, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { LinkOver } from '../link-over.tsx';
import { useSurface } from '../surface.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import type { UiTexts } from '../texts/ui-texts.ts';
import { useIsOver } from '../use-is-over.ts';
import type { JobCommands } from './use-job-commands.ts';

type Props = { readonly job: Extract<Job, { state: 'ready' | 'failed' | 'cancelled' }>; readonly commands: JobCommands };

/**
 * The ways on where rows were left out: read them again, or correct the list of them; and what has become of that, with the page that
 * says it row by row and takes changes back. Nothing for an export that left none out and repairs none.
 */
export function JobRepair({ job, commands }: Props) {
  const texts = useUiTexts();
  const { format } = useSurface();
  const { repairLink } = commands;
  const leftOut = job.state === 'ready' ? job.certificate.skipped : 0;
  const hasPage = leftOut > 0 || job.changed !== undefined || (job.state === 'ready' && (job.repairs ?? job.undoes) !== undefined);
  const over = useIsOver(repairLink?.expiresAt ?? null);
  const about = aboutRepair(job, texts, format.number);
  if (!hasPage && about.length === 0) return null;
  return (
    <Flex direction="column" gap="xs" align="start">
      {about.map(({ id, text }) => <Text key={id} variant="microcopy" testId={`job-${id}-${job.id}`}>{text}</Text>)}
      {hasPage ? (
        <Flex gap="sm" wrap="wrap">
          {leftOut === 0 ? null : (
            <LoadingButton size="xs" variant="secondary" testId={`job-repair-${job.id}`} loading={commands.busy === 'repair-export'} onClick={commands.repair}>
              {texts.repair(format.number(leftOut), leftOut === 1)}
            </LoadingButton>
          )}
          {repairLink === null ? (
            <LoadingButton size="xs" variant="secondary" testId={`job-get-repair-link-${job.id}`} loading={commands.busy === 'create-repair-link'} onClick={commands.getRepairLink}>
              {leftOut === 0 ? texts.getResults : texts.getRepairLink}
            </LoadingButton>
          ) : null}
        </Flex>
      ) : null}
      {repairLink === null ? null : over ? (
        <LinkOver expiredAt={repairLink.expiresAt} busy={commands.busy === 'create-repair-link'} onRenew={() => void commands.getRepairLink()} testId={`job-repair-link-over-${job.id}`} />
      ) : (
        <Link href={{ url: repairLink.url, external: true }} testId={`job-repair-link-${job.id}`}>
          {leftOut > 0 ? texts.repairLink : job.changed === undefined || job.changed.undone ? texts.resultsLink : texts.resultsWithUndoLink}
        </Link>
      )}
    </Flex>
  );
}

/** What it is to other exports, and what it has changed, a sentence each. */
function aboutRepair(job: Props['job'], texts: UiTexts, number: (value: number) => string): { readonly id: string; readonly text: string }[] {
  const { repairs, undoes, repairedBy, changed } = job;
  return [
    ...(repairs === undefined ? [] : [{ id: 'repairs', text: texts.repairs }]),
    ...(undoes === undefined ? [] : [{ id: 'undoes', text: texts.undoes }]),
    ...(changed === undefined ? [] : [{ id: 'changed', text: `${texts.changed(number(changed.rows), changed.rows === 1)}${changed.undone ? ` ${texts.undone}` : ''}` }]),
    ...(repairedBy === undefined ? [] : [{ id: 'repaired', text: texts.repaired }]),
  ];
}
