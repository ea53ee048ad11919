import { Alert, Button, Flex, Link, Text } from '@hubspot/ui-extensions';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorView } from '@siderail/ui';

/** Why the last quick action did not work, where its result is, or how to take it back. Other success is said in HubSpot's own alert. */
export function ActionOutcome({ runner }: { readonly runner: RunAction }) {
  const texts = useTexts();
  const { run, start } = runner;
  if (run.state === 'done') {
    const { link, undo, message } = run.answer;
    return (
      <Alert title={run.action.title} variant="success" testId="action-done">
        <Flex direction="column" gap="xs" align="start">
          {link === undefined ? <Text>{message}</Text> : (
            <Link href={{ url: link.url, external: true }} testId="action-link">
              {link.title}
            </Link>
          )}
          {undo === undefined ? null : (
            <Button size="xs" variant="secondary" testId="action-undo" onClick={() => void start(run.action, run.rowKey, { undo })}>
              {texts.undo}
            </Button>
          )}
        </Flex>
      </Alert>
    );
  }
  if (run.state !== 'failed') return null;
  return (
    <ErrorView
      title={texts.actionFailed(run.action.title)}
      error={run.error}
      testId="action-error"
      onRetry={() => void start(run.action, run.rowKey, run.input)}
    />
  );
}
