import { operatorsOf } from '@siderail/client';
import type { Column } from '@siderail/contract';
import type { FilterDraft } from './filter-draft.ts';

/** An empty filter on `column`, with the first condition it allows; null when it allows none. */
export function newDraft(id: number, column: Column): FilterDraft | null {
  const operator = operatorsOf(column)[0];
  return operator === undefined ? null : { id, column: column.key, operator, value: '' };
}
