import { Flex, Heading, LoadingSpinner, Text, Tile } from '@hubspot/ui-extensions';
import { PageTitle } from '@hubspot/ui-extensions/pages';
import { latestData, useRequest } from '@siderail/client';
import type { Approval } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useTexts } from '../texts/use-texts.ts';
import { ApprovalFacts } from './approval-facts.tsx';
import { DecideApproval } from './decide-approval.tsx';

/** What waits for the person's decision, and where their own requests stand. Nobody finds their own among the first. */
export function ApprovalsPage() {
  const texts = useTexts();
  const { backend, language, locale } = useSurface();
  const { state, reload } = useRequest('approvals', () => backend('list-approvals', { reader: { language, locale } }));
  const found = latestData(state);
  const [first, ...others] = found?.approvals ?? [];
  return (
    <Flex direction="column" gap="md">
      <PageTitle>{texts.approvalsTitle}</PageTitle>
      {state.status === 'error' ? <ErrorView title={texts.approvalsFailed} error={state.error} testId="approvals-error" onRetry={reload} /> : null}
      {found === null && state.status === 'loading' ? <LoadingSpinner label={texts.loadingApprovals} showLabel layout="centered" /> : null}
      {found === null ? null : (
        <>
          <Heading>{texts.waitingForMe}</Heading>
          {found.mayDecide ? null : <Text testId="may-not-decide">{texts.mayNotDecide}</Text>}
          {found.mayDecide && found.approvals.length === 0 ? <Text testId="nothing-waits">{texts.nothingWaits}</Text> : null}
          {first === undefined ? null : <Waiting key={first.jobId} approval={first} primary onDecided={reload} />}
          {others.map((approval) => <Waiting key={approval.jobId} approval={approval} primary={false} onDecided={reload} />)}
          <Heading>{texts.askedByMe}</Heading>
          {found.mine.length === 0 ? <Text testId="asked-nothing">{texts.askedNothing}</Text> : null}
          {found.mine.map((approval) => (
            <Tile key={approval.jobId} testId={`mine-${approval.jobId}`}>
              <ApprovalFacts approval={approval} own />
            </Tile>
          ))}
        </>
      )}
    </Flex>
  );
}

function Waiting({ approval, primary, onDecided }: { readonly approval: Approval; readonly primary: boolean; readonly onDecided: () => void }) {
  return (
    <Tile testId={`approval-${approval.jobId}`}>
      <Flex direction="column" gap="sm">
        <ApprovalFacts approval={approval} own={false} />
        <DecideApproval approval={approval} primary={primary} onDecided={onDecided} />
      </Flex>
    </Tile>
  );
}
