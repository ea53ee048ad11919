import { Alert, Button, EmptyState, Flex, Heading, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ShowMatchResponse, Table } from '@siderail/contract';
import { latestData } from '@siderail/client';
import { ErrorView, useSentence } from '@siderail/ui';
import { useCard } from '../hooks/use-card.ts';
import { useMatch, type Match, type MatchDecision } from '../hooks/use-match.ts';
import { useTexts } from '../texts/use-texts.ts';
import { MatchCandidate } from './match-candidate.tsx';
import { MatchLinked } from './match-linked.tsx';
import { stateOf } from './state-of.ts';

type Props = {
  readonly table: Table;
  /** Whether the card's one primary button is here. */
  readonly primary: boolean;
  /** Null: people may look, not decide. */
  readonly onDecided: (() => void) | null;
};

/** What the record is in the other system (C3): linked, one of some candidates, or nothing that looks like it. */
export function MatchPanel({ table, primary, onDecided }: Props) {
  const texts = useTexts();
  const sentence = useSentence();
  const { addAlert } = useCard();
  function decided({ decision }: MatchDecision) {
    addAlert('success', texts.matchDecided[decision].title, texts.matchDecided[decision].text);
    onDecided?.();
  }
  const match = useMatch(table, decided);
  const { state, reload } = match.request;
  const shown = latestData(state);
  const readOnly = onDecided === null;
  if (state.status === 'error') {
    const known = stateOf(state.error, texts);
    return <ErrorView title={known ?? texts.matchFailed} variant={known === null ? 'danger' : 'warning'} error={state.error} onRetry={reload} testId="match-error" />;
  }
  if (shown === null) return <LoadingSpinner label={texts.matchLooking(table.sourceTitle)} showLabel layout="centered" testId="match-loading" />;
  return (
    <Flex direction="column" gap="sm" testId="match-panel">
      {match.error === null ? null : (
        <Alert title={sentence(match.error.message)} variant="warning" testId="match-not-decided">
          <Text>{texts.whatToDo(sentence(match.error.fix))}</Text>
          <Text variant="microcopy">{texts.supportCode(match.error.supportCode)}</Text>
        </Alert>
      )}
      {shown.link === null ? (
        <Candidates shown={shown} match={match} primary={primary} readOnly={readOnly} />
      ) : (
        <MatchLinked shown={shown} link={shown.link} match={match} primary={primary} readOnly={readOnly} onShow={() => onDecided?.()} />
      )}
    </Flex>
  );
}

function Candidates({ shown, match, primary, readOnly }: { readonly shown: ShowMatchResponse; readonly match: Match; readonly primary: boolean; readonly readOnly: boolean }) {
  const texts = useTexts();
  const { format } = useCard();
  const { candidates, sourceTitle, complete, looked, refused, lookedFor } = shown;
  const partly = complete ? null : <Text variant="microcopy" testId="match-partly">{texts.matchPartly(format.number(looked), looked > 0)}</Text>;
  const again = refused === 0 || readOnly ? null : (
    <Flex gap="sm" align="center" wrap="wrap">
      <Text variant="microcopy">{texts.matchRefused(format.number(refused), refused === 1)}</Text>
      <Button size="xs" variant="transparent" testId="match-reconsider" disabled={match.deciding !== null} onClick={() => void match.decide({ decision: 'reconsider' })}>
        {texts.matchReconsider}
      </Button>
    </Flex>
  );
  const [likeliest, ...others] = candidates;
  if (likeliest === undefined) {
    return (
      <EmptyState title={texts.matchNone(sourceTitle)} layout="vertical" flush testId="match-none">
        <Flex direction="column" align="center" gap="sm">
          {lookedFor.length === 0 ? null : <Text>{texts.matchLookedFor(lookedFor.join(', '))}</Text>}
          <Text>{texts.matchNoneFix}</Text>
          {partly}
          <Button size="sm" variant={primary ? 'primary' : 'secondary'} testId="match-again" onClick={match.request.reload}>
            {texts.lookAgain}
          </Button>
          {again}
        </Flex>
      </EmptyState>
    );
  }
  return (
    <>
      <Heading>{texts.matchTitle(sourceTitle)}</Heading>
      <Text>{readOnly ? texts.matchReadOnly : texts.matchIntro}</Text>
      <MatchCandidate candidate={likeliest} match={match} primary={primary} readOnly={readOnly} />
      {others.map((candidate) => <MatchCandidate key={candidate.key} candidate={candidate} match={match} primary={false} readOnly={readOnly} />)}
      {partly}
      {again}
    </>
  );
}
