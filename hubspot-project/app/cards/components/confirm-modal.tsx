import { Button, Flex, Modal, ModalBody, ModalFooter, Text } from '@hubspot/ui-extensions';
import { useCard } from '../hooks/use-card.ts';
import { useTexts } from '../texts/use-texts.ts';

type Props = {
  readonly id: string;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly yes: string;
  readonly onYes: () => void;
};

/** Asks before something costly or hard to undo. Closed by id: reactions die with the click's handler. */
export function ConfirmModal({ id, title, sentences, yes, onYes }: Props) {
  const texts = useTexts();
  const { closeOverlay } = useCard();
  return (
    <Modal id={id} testId={id} title={title} width="sm" aria-label={title}>
      <ModalBody>
        <Flex direction="column" gap="sm">
          {sentences.map((sentence) => (
            <Text key={sentence}>{sentence}</Text>
          ))}
        </Flex>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          testId={`${id}-yes`}
          onClick={() => {
            closeOverlay(id);
            onYes();
          }}
        >
          {yes}
        </Button>
        <Button variant="secondary" testId={`${id}-no`} onClick={() => closeOverlay(id)}>
          {texts.notNow}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
