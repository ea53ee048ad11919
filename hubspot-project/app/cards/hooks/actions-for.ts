import type { ActionSummary, Table } from '@siderail/contract';

/** The quick actions that can do something with this table. */
export function actionsFor(table: Table, actions: readonly ActionSummary[]): readonly ActionSummary[] {
  return actions.filter(({ needs }) => {
    if (needs === 'hubspot-rows') return table.rowType !== undefined;
    return needs === undefined || table.capabilities[needs];
  });
}
