import { Dropdown } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import { useTexts } from '../texts/use-texts.ts';
import { ConfirmModal } from './confirm-modal.tsx';

type Props = {
  readonly action: ActionSummary;
  readonly testId: string;
  readonly onRun: () => void;
};

/** A quick action inside a menu; asks first when the action says so. */
export function ActionMenuItem({ action, testId, onRun }: Props) {
  const texts = useTexts();
  const question = action.runs === 'server' ? action.confirm : null;
  if (question === null) {
    return (
      <Dropdown.ButtonItem testId={testId} onClick={onRun}>
        {action.title}
      </Dropdown.ButtonItem>
    );
  }
  return (
    <Dropdown.ButtonItem
      testId={testId}
      overlay={<ConfirmModal id={`confirm-${testId}`} title={action.title} sentences={[question]} yes={texts.goAhead} onYes={onRun} />}
    >
      {action.title}
    </Dropdown.ButtonItem>
  );
}
