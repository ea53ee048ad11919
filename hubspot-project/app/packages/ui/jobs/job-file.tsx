import { Flex, Link, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Job } from '@siderail/contract';
import { LinkOver } from '../link-over.tsx';
import { useSurface } from '../surface.ts';
import type { JobCommands } from './use-job-commands.ts';
import type { UiTexts } from '../texts/ui-texts.ts';
import { useUiTexts } from '../texts/use-ui-texts.ts';
import { useIsOver } from '../use-is-over.ts';
import { describeFile } from './describe-file.ts';
import { JobRepair } from './job-repair.tsx';
import { RerunButton } from './rerun-button.tsx';

type Props = { readonly job: Extract<Job, { state: 'ready' }>; readonly commands: JobCommands };

/** A ready file: what it proves, and a fresh link to it. A card cannot save files, so the link opens a page that can. */
export function JobFile({ job, commands }: Props) {
  const { format } = useSurface();
  const texts = useUiTexts();
  const { link } = commands;
  const over = useIsOver(link?.expiresAt ?? null);
  return (
    <Flex direction="column" gap="xs" align="start">
      <Text testId={`job-file-${job.id}`}>{describeFile(job, format, texts)}</Text>
      <Text variant="microcopy">{[...mailWords(job, texts), texts.keptUntil(format.time(job.expiresAt))].join(' · ')}</Text>
      <JobRepair job={job} commands={commands} />
      {link === null ? (
        <Flex gap="sm" wrap="wrap">
          <LoadingButton size="xs" variant="secondary" testId={`job-get-link-${job.id}`} loading={commands.busy === 'create-link'} onClick={commands.getLink}>
            {texts.getLink}
          </LoadingButton>
          <RerunButton job={job} commands={commands} />
        </Flex>
      ) : over ? (
        <LinkOver expiredAt={link.expiresAt} busy={commands.busy === 'create-link'} onRenew={() => void commands.getLink()} testId={`job-link-over-${job.id}`} />
      ) : (
        <Flex direction="column" gap="xs" align="start">
          <Link href={{ url: link.url, external: true }} testId={`job-link-${job.id}`}>
            {texts.download(job.fileName)}
          </Link>
          <Text variant="microcopy">{texts.worksUntil(format.time(link.expiresAt))}</Text>
          <LoadingButton size="xs" variant="secondary" testId={`job-stop-links-${job.id}`} loading={commands.busy === 'revoke-links'} onClick={commands.revokeLinks}>
            {texts.stopLinks}
          </LoadingButton>
        </Flex>
      )}
    </Flex>
  );
}

/** What is known of the "ready" e-mail; nothing while it is still on its way. */
function mailWords(job: Job, texts: UiTexts): string[] {
  const mail = job.notices.find(({ kind, channel }) => kind === 'ready' && channel === 'email');
  if (mail === undefined) return [];
  switch (mail.state) {
    case 'sent':
      return [texts.mailSent];
    case 'uncertain':
      return [texts.mailUncertain];
    case 'failed':
      return [texts.mailFailed];
    case 'suppressed':
      return mail.why === undefined ? [] : [texts.noMail(mail.why)];
    case 'pending':
      return [];
  }
  return mail.state satisfies never;
}
