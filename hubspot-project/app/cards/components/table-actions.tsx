import { LoadingButton } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts, type Texts } from '../texts/use-texts.ts';
import { ConfirmModal } from './confirm-modal.tsx';

type Props = { readonly actions: readonly ActionSummary[]; readonly runner: RunAction };

/** One button for each of these quick actions on the table. */
export function TableActions({ actions, runner }: Props) {
  const texts = useTexts();
  const { run, start } = runner;
  return (
    <>
      {actions.map((action) => (
        <LoadingButton
          key={action.name}
          size="sm"
          variant="secondary"
          testId={`action-${action.name}`}
          loading={run.state === 'running' && run.rowKey === null && run.action.name === action.name}
          {...(confirmOf(action) === null ? { onClick: () => start(action, null) } : { overlay: confirm(action, texts, () => void start(action, null)) })}
        >
          {action.title}
        </LoadingButton>
      ))}
    </>
  );
}

function confirmOf(action: ActionSummary): string | null {
  return action.runs === 'server' ? action.confirm : null;
}

function confirm(action: ActionSummary, texts: Texts, onYes: () => void) {
  const question = confirmOf(action) ?? texts.confirmTitle;
  return <ConfirmModal id={`confirm-${action.name}`} title={action.title} sentences={[question]} yes={texts.goAhead} onYes={onYes} />;
}
