import type { Column, Filter } from '@siderail/contract';
import type { FilterDraft } from './filter-draft.ts';
import { newDraft } from './new-draft.ts';
import { toDrafts } from './to-drafts.ts';

/** The lines of one table's filters while they are edited; `unfinished`: ids of those that still need a value. */
export type FilterLines = { readonly drafts: readonly FilterDraft[]; readonly unfinished: ReadonlySet<number>; readonly nextId: number };

export const NO_LINES: FilterLines = { drafts: [], unfinished: new Set(), nextId: 0 };

/** The filters in force as lines. */
export function linesOf(filters: readonly Filter[], columns: readonly Column[]): FilterLines {
  return { ...NO_LINES, drafts: toDrafts(filters, columns), nextId: filters.length };
}

/** One more line, on the first column. */
export function withFresh(lines: FilterLines, columns: readonly Column[]): FilterLines {
  const [column] = columns;
  const draft = column === undefined ? null : newDraft(lines.nextId, column);
  return draft === null ? lines : { ...lines, drafts: [...lines.drafts, draft], nextId: lines.nextId + 1 };
}
