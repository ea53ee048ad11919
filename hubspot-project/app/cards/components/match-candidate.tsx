import { Button, Flex, LoadingButton, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { MatchCandidate as Candidate } from '@siderail/contract';
import { TitleLine } from '@siderail/ui';
import type { Match } from '../hooks/use-match.ts';
import { useTexts } from '../texts/use-texts.ts';
import { matchName } from './match-name.ts';

type Props = {
  readonly candidate: Candidate;
  readonly match: Match;
  /** Whether its Link is the one button to press. */
  readonly primary: boolean;
  /** People may look, not decide. */
  readonly readOnly: boolean;
};

const VARIANTS = { very_likely: 'success', likely: 'info', possible: 'default' } as const;

/** A row of the other system that may be the record: what it is called, why it may be the same, what can be said about it. */
export function MatchCandidate({ candidate, match, primary, readOnly }: Props) {
  const texts = useTexts();
  const { key, likelihood, why } = candidate;
  const { deciding, decide } = match;
  const { name, facts } = matchName(candidate);
  const busy = deciding !== null;
  const linking = deciding?.decision === 'link' && deciding.key === key;
  return (
    <Tile compact testId={`match-${key}`}>
      <Flex direction="column" gap="xs">
        <TitleLine apart title={<Text format={{ fontWeight: 'bold' }}>{name}</Text>}>
          <StatusTag variant={VARIANTS[likelihood]}>{texts.likelihood[likelihood]}</StatusTag>
        </TitleLine>
        {facts === '' ? null : <Text variant="microcopy">{facts}</Text>}
        <Text variant="microcopy" testId={`match-why-${key}`}>{texts.matchWhy(why)}</Text>
        {readOnly ? null : (
          <Flex gap="sm" wrap="wrap">
            <LoadingButton size="sm" variant={primary ? 'primary' : 'secondary'} testId={`match-link-${key}`} loading={linking} disabled={busy} onClick={() => void decide({ decision: 'link', key })}>
              {texts.matchLink}
            </LoadingButton>
            <Button size="sm" variant="transparent" testId={`match-refuse-${key}`} disabled={busy} onClick={() => void decide({ decision: 'refuse', key })}>
              {texts.matchRefuse}
            </Button>
          </Flex>
        )}
      </Flex>
    </Tile>
  );
}
