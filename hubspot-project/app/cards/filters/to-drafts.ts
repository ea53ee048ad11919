import { momentToDay } from '@siderail/client';
import type { Column, Filter } from '@siderail/contract';
import type { FilterDraft } from './filter-draft.ts';

/** The filters in force, as the person can edit them. */
export function toDrafts(filters: readonly Filter[], columns: readonly Column[]): readonly FilterDraft[] {
  return filters.map((filter, id) => {
    const value = filter.value ?? '';
    const type = columns.find(({ key }) => key === filter.column)?.type;
    return { id, column: filter.column, operator: filter.operator, value: type === 'datetime' ? momentToDay(value) : value };
  });
}
