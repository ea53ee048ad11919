import type { Table, ViewTableResponse } from '@siderail/contract';

/** No rows, and nobody has said yet what the record is in the other system: the card asks that first. */
export function isUnmatched(table: Table, page: ViewTableResponse | null, filters: readonly unknown[]): boolean {
  return table.match === true && page !== null && page.pending === undefined && page.rows.length === 0 && filters.length === 0 && page.foundBy !== 'link';
}
