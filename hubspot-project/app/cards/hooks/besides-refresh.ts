import type { ActionSummary } from '@siderail/contract';
import type { TableView } from './use-table-view.ts';

/** The actions beside a few rows; without Refresh where there are none, because the empty state offers just that as its next step. */
export function besidesRefresh(actions: readonly ActionSummary[], { request: { state } }: Pick<TableView, 'request'>, unmatched: boolean): readonly ActionSummary[] {
  const empty = !unmatched && state.status === 'success' && state.data.rows.length === 0 && state.data.pending === undefined;
  return empty ? actions.filter((action) => action.runs !== 'card' || action.effect !== 'refresh') : actions;
}
