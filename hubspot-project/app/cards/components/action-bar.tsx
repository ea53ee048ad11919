import { Dropdown } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { useTexts } from '../texts/use-texts.ts';
import { ActionMenuItem } from './action-menu-item.tsx';
import { TableActions } from './table-actions.tsx';

type Props = {
  readonly actions: readonly ActionSummary[];
  readonly runner: RunAction;
  /** How many of them are buttons; the rest is in one menu. */
  readonly buttons: number;
};

/** The quick actions that work on the table: the first ones as buttons, as many as fit, the others in a menu. */
export function ActionBar({ actions, runner, buttons }: Props) {
  const texts = useTexts();
  const onTable = actions.filter(({ place }) => place === 'table');
  const more = onTable.slice(buttons);
  const { run } = runner;
  return (
    <>
      <TableActions actions={onTable.slice(0, buttons)} runner={runner} />
      {more.length === 0 ? null : (
        <Dropdown buttonText={texts.moreActions} buttonSize="sm" variant="secondary" disabled={run.state === 'running'} testId="more-actions">
          {more.map((action) => (
            <ActionMenuItem key={action.name} action={action} runner={runner} rowKey={null} testId={`action-${action.name}`} />
          ))}
        </Dropdown>
      )}
    </>
  );
}
