import { Button, Flex, LoadingButton, Text, TextArea } from '@hubspot/ui-extensions';
import type { ShowMatchResponse } from '@siderail/contract';
import { useState } from 'react';
import type { Match } from '../hooks/use-match.ts';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';
import { matchName } from './match-name.ts';

type Props = { readonly shown: ShowMatchResponse; readonly link: NonNullable<ShowMatchResponse['link']>; readonly match: Match; readonly readOnly: boolean; /** The rows are not on screen yet, and reading them is the one thing to do. */ readonly primary: boolean; readonly onShow: () => void };

const MOST_CHARS = 300;

/** What the record is linked to, and the way out of it: with a reason, because whoever comes next wants to know. */
export function MatchLinked({ shown, link, match, readOnly, primary, onShow }: Props) {
  const texts = useTexts();
  const { format } = useCard();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { deciding, decide } = match;
  const { name, facts } = matchName(link);
  const wanted = reason.trim();
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'bold' }} testId="match-linked">{texts.matchLinkedTo(name, shown.sourceTitle)}</Text>
      {facts === '' ? null : <Text variant="microcopy">{facts}</Text>}
      <Text variant="microcopy">{link.gone ? texts.matchGone(shown.sourceTitle) : link.byRule ? texts.matchKept(format.time(link.since)) : texts.matchSince(format.time(link.since))}</Text>
      {asking ? (
        <TextArea name="unlink-reason" label={texts.matchUnlinkWhy} value={reason} maxLength={MOST_CHARS} rows={2} required testId="unlink-reason" onInput={setReason} />
      ) : null}
      {readOnly ? null : (
        <Flex gap="sm" wrap="wrap">
          {primary && !asking ? (
            <Button size="sm" variant="primary" testId="match-show-rows" onClick={onShow}>
              {texts.matchShowRows}
            </Button>
          ) : null}
          {asking ? (
            <>
              <LoadingButton size="sm" variant="destructive" testId="match-unlink-yes" loading={deciding !== null} disabled={wanted === '' || deciding !== null} onClick={() => void decide({ decision: 'unlink', key: link.key, reason: wanted })}>
                {texts.matchUnlink}
              </LoadingButton>
              <Button size="sm" variant="secondary" testId="match-unlink-no" onClick={() => setAsking(false)}>
                {texts.notNow}
              </Button>
            </>
          ) : (
            <Button size="sm" variant="secondary" testId="match-unlink" onClick={() => setAsking(true)}>
              {texts.matchUnlink}
            </Button>
          )}
        </Flex>
      )}
    </Flex>
  );
}
