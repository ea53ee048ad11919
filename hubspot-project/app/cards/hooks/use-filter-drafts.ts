import type { Column, Filter } from '@siderail/contract';
import { useRef, useState } from 'react';
import type { FilterDraft } from '../filters/filter-draft.ts';
import { newDraft } from '../filters/new-draft.ts';
import { operatorsOf } from '../filters/operators-of.ts';
import { toDrafts } from '../filters/to-drafts.ts';
import { toFilters } from '../filters/to-filters.ts';

/** The contract's limit on the filters of one query. */
const MOST_FILTERS = 10;

export type FilterDrafts = {
  readonly drafts: readonly FilterDraft[];
  readonly unfinished: ReadonlySet<number>;
  readonly canAdd: boolean;
  readonly reset: () => void;
  readonly add: () => void;
  readonly remove: (id: number) => void;
  readonly change: (id: number, part: Partial<Omit<FilterDraft, 'id'>>) => void;
  /** The finished filters, or null when a line still needs a value (it is then marked). */
  readonly finish: () => readonly Filter[] | null;
};

/** The lines of the filters panel while they are edited. `columns` are those that can be filtered. */
export function useFilterDrafts(filters: readonly Filter[], columns: readonly Column[]): FilterDrafts {
  const [drafts, setDrafts] = useState<readonly FilterDraft[]>([]);
  const [unfinished, setUnfinished] = useState<ReadonlySet<number>>(new Set());
  const nextId = useRef(0);
  // A commit of a field and the click on Apply can arrive in one go, before the card is drawn again.
  const latest = useRef(drafts);

  function set(next: readonly FilterDraft[]) {
    latest.current = next;
    setDrafts(next);
  }

  function fresh(): readonly FilterDraft[] {
    const column = columns[0];
    const draft = column === undefined ? null : newDraft(nextId.current++, column);
    return draft === null ? [] : [draft];
  }

  return {
    drafts,
    unfinished,
    canAdd: drafts.length < MOST_FILTERS,
    reset() {
      const inForce = toDrafts(filters, columns);
      nextId.current = inForce.length;
      setUnfinished(new Set());
      set(inForce.length === 0 ? fresh() : inForce);
    },
    add: () => set([...latest.current, ...fresh()]),
    remove: (id) => set(latest.current.filter((draft) => draft.id !== id)),
    change: (id, part) => set(latest.current.map((draft) => (draft.id === id ? withPart(draft, part, columns) : draft))),
    finish() {
      const read = toFilters(latest.current, columns);
      setUnfinished(read.ok ? new Set() : read.unfinished);
      return read.ok ? read.filters : null;
    },
  };
}

/** Another column brings its own conditions and kind of value, so the old ones go. */
function withPart(draft: FilterDraft, part: Partial<FilterDraft>, columns: readonly Column[]): FilterDraft {
  if (part.column === undefined || part.column === draft.column) return { ...draft, ...part };
  const column = columns.find(({ key }) => key === part.column);
  const operator = column === undefined ? undefined : operatorsOf(column)[0];
  return operator === undefined ? draft : { ...draft, column: part.column, operator, value: '' };
}
