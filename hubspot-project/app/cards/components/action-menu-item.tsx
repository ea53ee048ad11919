import { Dropdown } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ConfirmModal } from './confirm-modal.tsx';
import { SetPropertyModal } from './set-property-modal.tsx';

type Props = {
  readonly action: ActionSummary;
  readonly runner: RunAction;
  /** Null for an action on the table. */
  readonly rowKey: string | null;
  readonly testId: string;
};

/** A quick action inside a menu; asks first when the action says so, or needs to know more. */
export function ActionMenuItem({ action, runner, rowKey, testId }: Props) {
  const texts = useTexts();
  const run = () => void runner.start(action, rowKey);
  if (action.runs === 'form') {
    return (
      <Dropdown.ButtonItem testId={testId} overlay={<SetPropertyModal action={action} runner={runner} rowKey={rowKey ?? ''} />}>
        {action.title}
      </Dropdown.ButtonItem>
    );
  }
  const question = action.runs === 'server' ? action.confirm : null;
  if (question === null) {
    return (
      <Dropdown.ButtonItem testId={testId} onClick={run}>
        {action.title}
      </Dropdown.ButtonItem>
    );
  }
  return (
    <Dropdown.ButtonItem
      testId={testId}
      overlay={<ConfirmModal id={`confirm-${testId}`} title={action.title} sentences={[question]} yes={texts.goAhead} onYes={run} />}
    >
      {action.title}
    </Dropdown.ButtonItem>
  );
}
