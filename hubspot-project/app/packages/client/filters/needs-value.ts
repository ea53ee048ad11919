import type { FilterOperator } from '@siderail/contract';

/** False for the operators that compare with nothing. */
export function needsValue(operator: FilterOperator): boolean {
  return operator !== 'empty' && operator !== 'not_empty';
}
