import { Button, Flex, TextArea } from '@hubspot/ui-extensions';
import type { Approval, WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

type Props = { readonly approval: Approval; /** Whether the page's one primary button is here. */ readonly primary: boolean; readonly onDecided: () => void };

/** Yes with a click; no only with a reason, because somebody waits for it. */
export function DecideApproval({ approval, primary, onDecided }: Props) {
  const texts = useTexts();
  const { backend, addAlert } = useSurface();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const inFlight = useRef(false);
  const { jobId, title, requestedBy } = approval;

  async function decide(decision: 'approve' | 'refuse'): Promise<void> {
    if (inFlight.current) return;
    inFlight.current = true;
    setBusy(true);
    const outcome = await backend('decide-approval', { jobId, decision, ...(decision === 'refuse' ? { reason: reason.trim() } : {}) });
    inFlight.current = false;
    setBusy(false);
    setError(outcome.ok ? null : outcome.error);
    if (!outcome.ok) return;
    addAlert('success', decision === 'approve' ? texts.approvedAlert : texts.refusedAlert, texts.decidedMore(title, requestedBy));
    onDecided();
  }

  return (
    <Flex direction="column" gap="sm">
      {error === null ? null : <ErrorView title={texts.decideFailed} error={error} testId={`decide-error-${jobId}`} onRetry={onDecided} />}
      {refusing ? <TextArea name={`reason-${jobId}`} testId={`reason-${jobId}`} label={texts.reason} value={reason} maxLength={500} rows={2} onInput={setReason} /> : null}
      <Flex direction="row" gap="sm">
        {refusing ? (
          <>
            <Button size="sm" variant="destructive" disabled={busy || reason.trim() === ''} onClick={() => void decide('refuse')} testId={`refuse-now-${jobId}`}>{texts.refuseNow}</Button>
            <Button size="sm" variant="secondary" disabled={busy} onClick={() => setRefusing(false)} testId={`not-now-${jobId}`}>{texts.notNow}</Button>
          </>
        ) : (
          <>
            <Button size="sm" variant={primary ? 'primary' : 'secondary'} disabled={busy} onClick={() => void decide('approve')} testId={`approve-${jobId}`}>{texts.approve}</Button>
            <Button size="sm" variant="transparent" disabled={busy} onClick={() => setRefusing(true)} testId={`refuse-${jobId}`}>{texts.refuse}</Button>
          </>
        )}
      </Flex>
    </Flex>
  );
}
