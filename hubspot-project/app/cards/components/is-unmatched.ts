import { latestData } from '@siderail/client';
import type { Table } from '@siderail/contract';
import type { TableView } from '../hooks/use-table-view.ts';

/** No rows, and nobody has said yet what the record is in the other system: the card asks that first. */
export function isUnmatched(table: Table, { request, filters }: Pick<TableView, 'request' | 'filters'>): boolean {
  const page = latestData(request.state);
  if (table.match !== true || page === null || request.state.status === 'error') return false;
  return page.pending === undefined && page.rows.length === 0 && filters.length === 0 && page.foundBy !== 'link';
}
