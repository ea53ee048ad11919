import { Alert, Button, Divider, Flex, Heading, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import { latestData } from '@siderail/client';
import type { Share } from '@siderail/contract';
import { ErrorView, useSentence, useSurface, useUiTexts } from '@siderail/ui';
import { Fragment } from 'react';
import type { Shares } from './use-shares.ts';
import { useShareTexts } from './use-share-texts.ts';

/** With whom the file is shared: since when, whether they have it, and the end of it. Nothing while it is shared with nobody. */
export function SharedWith({ shares }: { readonly shares: Shares }) {
  const texts = useShareTexts();
  const { state, reload } = shares;
  const shown = latestData(state);
  if (state.status === 'error') return <ErrorView title={texts.sharesFailed} error={state.error} testId="shares-error" onRetry={reload} />;
  if (shown === null) return <LoadingSpinner label={texts.sharedWith} testId="loading-shares" />;
  if (shown.shares.length === 0) return null;
  return (
    <Flex direction="column" gap="sm" testId="shares">
      <Heading>{texts.sharedWith}</Heading>
      {shown.shares.map((share, index) => (
        <Fragment key={share.id}>
          {index === 0 ? null : <Divider />}
          <ShareItem share={share} busy={shares.busy} onStop={() => void shares.stop(share.id)} />
        </Fragment>
      ))}
    </Flex>
  );
}

function ShareItem({ share, busy, onStop }: { readonly share: Share; readonly busy: boolean; readonly onStop: () => void }) {
  const texts = useShareTexts();
  const sentence = useSentence();
  const { whatToDo } = useUiTexts();
  const { format } = useSurface();
  const { id, colleague, since, mail, opened, downloaded, problem } = share;
  const use = downloaded > 0 ? texts.fetched(format.number(downloaded), downloaded === 1) : opened > 0 ? texts.lookedAt : texts.notOpened;
  return (
    <Flex direction="column" gap="xs" testId={`shared-with-${id}`}>
      <Flex justify="between" align="center" gap="sm">
        <Text format={{ fontWeight: 'demibold' }}>{colleague.name}</Text>
        <Button size="xs" variant="secondary" testId={`stop-share-${id}`} disabled={busy} onClick={onStop}>
          {texts.stop}
        </Button>
      </Flex>
      {colleague.name === colleague.email ? null : <Text variant="microcopy">{colleague.email}</Text>}
      <Text variant="microcopy">{[texts.since(format.time(since)), texts.mail(mail), use].join(' · ')}</Text>
      {problem === null ? null : (
        <Alert title={sentence(problem.message)} variant="warning" testId={`share-problem-${id}`}>
          <Text>{whatToDo(sentence(problem.fix))}</Text>
        </Alert>
      )}
    </Flex>
  );
}
