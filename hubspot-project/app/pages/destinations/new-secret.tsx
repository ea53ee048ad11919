import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { useSurface } from '@siderail/ui';
import { useDestinationTexts } from './use-destination-texts.ts';

/** A webhook's signing secret, the one time it can be seen. */
export function NewSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const texts = useDestinationTexts();
  const { copyText, addAlert } = useSurface();
  const copy = async (): Promise<void> => {
    await copyText(secret);
    addAlert('success', texts.copied, texts.secretFix);
  };
  return (
    <Alert title={texts.secretTitle} variant="warning" testId="new-secret">
      <Flex direction="column" gap="xs" align="start">
        <Text format={{ fontWeight: 'bold' }} testId="secret-text">{secret}</Text>
        <Text>{texts.secretFix}</Text>
        <Flex direction="row" gap="sm">
          <Button size="sm" variant="secondary" testId="copy-secret" onClick={() => void copy()}>{texts.copy}</Button>
          <Button size="sm" variant="transparent" testId="close-secret" onClick={onClose}>{texts.close}</Button>
        </Flex>
      </Flex>
    </Alert>
  );
}
