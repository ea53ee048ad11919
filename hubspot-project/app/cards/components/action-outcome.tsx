import { Alert, Link } from '@hubspot/ui-extensions';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ErrorView } from '@siderail/ui';

/** Why the last quick action did not work, or where its result is. Its success is said in HubSpot's own alert. */
export function ActionOutcome({ runner }: { readonly runner: RunAction }) {
  const texts = useTexts();
  const { run, start } = runner;
  if (run.state === 'done') {
    return (
      <Alert title={run.action.title} variant="success" testId="action-done">
        <Link href={{ url: run.link.url, external: true }} testId="action-link">
          {run.link.title}
        </Link>
      </Alert>
    );
  }
  if (run.state !== 'failed') return null;
  return (
    <ErrorView
      title={texts.actionFailed(run.action.title)}
      error={run.error}
      testId="action-error"
      onRetry={() => void start(run.action, run.rowKey)}
    />
  );
}
