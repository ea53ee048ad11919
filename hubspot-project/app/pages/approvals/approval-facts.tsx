import { Flex, StatusTag, Text } from '@hubspot/ui-extensions';
import type { Approval } from '@siderail/contract';
import { TitleLine, useSentence, useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly approval: Approval; readonly own: boolean };

const VARIANTS = { pending: 'warning', approved: 'success', refused: 'danger', expired: 'default', withdrawn: 'default' } as const;

/** What one request is about, why it had to be asked, and how it stands. */
export function ApprovalFacts({ approval, own }: Props) {
  const texts = useTexts();
  const sentence = useSentence();
  const { format } = useSurface();
  const { state, decidedBy, reason, rows } = approval;
  return (
    <Flex direction="column" gap="xs">
      <TitleLine title={<Text format={{ fontWeight: 'bold' }}>{approval.title}</Text>}>
        <StatusTag variant={VARIANTS[state]}>{texts.approvalStates[state]}</StatusTag>
      </TitleLine>
      <Text>{`${rows === null ? texts.rowsUnknown : texts.rowsAsked(format.number(rows))} · ${sentence(approval.why)}`}</Text>
      <Text variant="microcopy">{own ? format.time(approval.requestedAt) : texts.askedBy(approval.requestedBy, format.time(approval.requestedAt))}</Text>
      {state === 'pending' ? <Text variant="microcopy">{texts.waitsUntil(format.time(approval.expiresAt))}</Text> : null}
      {decidedBy === null ? null : <Text>{`${texts.approvalStates[state]} ${texts.decidedBy(decidedBy)}${reason === null ? '' : `: ${reason}`}`}</Text>}
    </Flex>
  );
}
