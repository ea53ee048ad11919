import type { Column, FilterOperator } from '@siderail/contract';

/** By hand nobody hits a moment to the millisecond, so moments are compared by day, and only before or after. */
const BY_DAY: readonly FilterOperator[] = ['gt', 'gte', 'lt', 'lte', 'empty', 'not_empty'];

/** The operators people are offered for a column; none when it cannot be filtered. */
export function operatorsOf(column: Column): readonly FilterOperator[] {
  return column.type === 'datetime' ? column.operators.filter((operator) => BY_DAY.includes(operator)) : column.operators;
}
