import { Button, Flex, Heading, Input, Modal, ModalBody, ModalFooter, Text } from '@hubspot/ui-extensions';
import type { WireError } from '@siderail/contract';
import { ErrorView, useSurface } from '@siderail/ui';
import { useState } from 'react';
import { useTexts } from '../texts/use-texts.ts';

const MODAL = 'confirm-disconnect';

/** The way out, with everything kept deleted. Behind a step in which the person types the account's number. */
export function DisconnectSection({ onGone }: { readonly onGone: () => void }) {
  const texts = useTexts();
  const { backend, closeOverlay } = useSurface();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);

  async function disconnect(): Promise<void> {
    setBusy(true);
    closeOverlay(MODAL);
    const outcome = await backend('disconnect', { confirm: typed });
    setBusy(false);
    setTyped('');
    setError(outcome.ok ? null : outcome.error);
    if (outcome.ok) onGone();
  }

  const overlay = (
    <Modal id={MODAL} testId={MODAL} title={texts.disconnectTitle} width="sm" variant="danger" aria-label={texts.disconnectTitle}>
      <ModalBody>
        <Flex direction="column" gap="sm">
          <Text>{texts.dangerHelp}</Text>
          <Input name="confirm" testId="disconnect-confirm" label={texts.disconnectConfirm} value={typed} onInput={setTyped} />
        </Flex>
      </ModalBody>
      <ModalFooter>
        <Button variant="destructive" disabled={typed.trim() === ''} onClick={() => void disconnect()} testId="disconnect-yes">{texts.disconnectYes}</Button>
        <Button variant="secondary" onClick={() => closeOverlay(MODAL)} testId="disconnect-no">{texts.disconnectNo}</Button>
      </ModalFooter>
    </Modal>
  );
  return (
    <Flex direction="column" gap="sm" align="start" testId="disconnect-section">
      <Heading>{texts.dangerTitle}</Heading>
      <Text>{texts.dangerHelp}</Text>
      {error === null ? null : <ErrorView title={texts.disconnectFailed} error={error} testId="disconnect-error" />}
      <Button variant="destructive" disabled={busy} overlay={overlay} testId="disconnect">{texts.disconnect}</Button>
    </Flex>
  );
}
