import { Dropdown } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ActionMenuItem } from './action-menu-item.tsx';

type Props = { readonly rowKey: string; readonly actions: readonly ActionSummary[]; readonly runner: RunAction };

/** The quick actions of one row. */
export function RowMenu({ rowKey, actions, runner }: Props) {
  const texts = useTexts();
  const { run } = runner;
  const busy = run.state === 'running' && run.rowKey === rowKey;
  return (
    <Dropdown buttonText={texts.rowActions} buttonSize="xs" variant="transparent" disabled={busy} testId={`row-menu-${rowKey}`}>
      {actions.map((action) => (
        <ActionMenuItem
          key={action.name}
          action={action}
          runner={runner}
          rowKey={rowKey}
          testId={`row-action-${action.name}-${rowKey}`}
        />
      ))}
    </Dropdown>
  );
}
