import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import type { WireError } from '@siderail/contract';
import { useSentence } from './texts/use-sentence.ts';
import { useUiTexts } from './texts/use-ui-texts.ts';

type Props = {
  readonly title: string;
  readonly error: WireError;
  readonly testId: string;
  /** `warning` for what is no fault of anybody. */
  readonly variant?: 'danger' | 'warning';
  /** What the button does, when trying again can help. */
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
};

/** An error in plain words: what happened, what to do, the support code, and a way on. */
export function ErrorView({ title, error, testId, variant = 'danger', onRetry, retryLabel }: Props) {
  const texts = useUiTexts();
  const sentence = useSentence();
  return (
    <Alert title={title} variant={variant} testId={testId}>
      <Flex direction="column" gap="xs" align="start">
        <Text testId={`${testId}-message`}>{sentence(error.message)}</Text>
        <Text testId={`${testId}-fix`}>{texts.whatToDo(sentence(error.fix))}</Text>
        <Text variant="microcopy" testId={`${testId}-support-code`}>
          {texts.supportCode(error.supportCode)}
        </Text>
        {onRetry === undefined ? null : (
          <Button size="sm" variant="secondary" onClick={onRetry} testId={`${testId}-try-again`}>
            {retryLabel ?? texts.tryAgain}
          </Button>
        )}
      </Flex>
    </Alert>
  );
}
