import type { FilterOperator } from '@siderail/contract';

/** A filter while the person edits it. `value` is as typed: days as YYYY-MM-DD, numbers with a decimal point. */
export type FilterDraft = {
  readonly id: number;
  readonly column: string;
  readonly operator: FilterOperator;
  readonly value: string;
};
