import { Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useSurface } from './surface.ts';
import { useUiTexts } from './texts/use-ui-texts.ts';

type Props = { /** ISO. */ readonly expiredAt: string; readonly busy: boolean; readonly onRenew: () => void; readonly testId: string };

/** In the place of a link that no longer opens: until when it did, and the way to another one. */
export function LinkOver({ expiredAt, busy, onRenew, testId }: Props) {
  const { format } = useSurface();
  const texts = useUiTexts();
  return (
    <Flex direction="column" gap="xs" align="start" testId={testId}>
      <Text variant="microcopy">{texts.linkOver(format.time(expiredAt))}</Text>
      <LoadingButton size="xs" variant="secondary" testId={`${testId}-renew`} loading={busy} onClick={onRenew}>
        {texts.newLink}
      </LoadingButton>
    </Flex>
  );
}
