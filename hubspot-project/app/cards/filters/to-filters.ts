import { dayToMoment, needsValue } from '@siderail/client';
import type { Column, Filter } from '@siderail/contract';
import type { FilterDraft } from './filter-draft.ts';

export type ReadFilters =
  | { readonly ok: true; readonly filters: readonly Filter[] }
  | { readonly ok: false; readonly unfinished: ReadonlySet<number> };

/** What the person wrote as filters for the backend, or the ids of the lines that still need a value. */
export function toFilters(drafts: readonly FilterDraft[], columns: readonly Column[]): ReadFilters {
  const unfinished = new Set(drafts.filter((draft) => needsValue(draft.operator) && draft.value.trim() === '').map(({ id }) => id));
  if (unfinished.size > 0) return { ok: false, unfinished };
  return { ok: true, filters: drafts.map((draft) => toFilter(draft, columns)) };
}

function toFilter({ column, operator, value }: FilterDraft, columns: readonly Column[]): Filter {
  if (!needsValue(operator)) return { column, operator };
  const type = columns.find(({ key }) => key === column)?.type;
  return { column, operator, value: type === 'datetime' ? dayToMoment(value, operator) : value.trim() };
}
