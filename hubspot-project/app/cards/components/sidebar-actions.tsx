import { Dropdown, Flex } from '@hubspot/ui-extensions';
import type { ActionSummary } from '@siderail/contract';
import type { RunAction } from '../hooks/use-run-action.ts';
import { texts } from '../texts.ts';
import { ActionMenuItem } from './action-menu-item.tsx';
import { TableActions } from './table-actions.tsx';

type Props = { readonly actions: readonly ActionSummary[]; readonly runner: RunAction };

/** In the sidebar only what the card does by itself is a button; the rest is in one menu. */
export function SidebarActions({ actions, runner }: Props) {
  const onTable = actions.filter(({ place }) => place === 'table');
  const more = onTable.filter(({ runs }) => runs === 'server');
  const { run, start } = runner;
  return (
    <Flex gap="sm" align="center" wrap="wrap">
      <TableActions actions={onTable.filter(({ runs }) => runs === 'card')} runner={runner} />
      {more.length === 0 ? null : (
        <Dropdown buttonText={texts.moreActions} buttonSize="sm" variant="secondary" disabled={run.state === 'running'} testId="more-actions">
          {more.map((action) => (
            <ActionMenuItem key={action.name} action={action} testId={`action-${action.name}`} onRun={() => void start(action, null)} />
          ))}
        </Dropdown>
      )}
    </Flex>
  );
}
