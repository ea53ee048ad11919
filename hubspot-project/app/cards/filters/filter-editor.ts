import { operatorsOf } from '@siderail/client';
import type { Column, Filter } from '@siderail/contract';
import type { FilterDraft } from './filter-draft.ts';
import { NO_LINES, withFresh, type FilterLines } from './filter-lines.ts';
import { toFilters } from './to-filters.ts';

/** The contract's limit on the filters of one query. */
const MOST_FILTERS = 10;

export type FilterEditor = {
  readonly drafts: readonly FilterDraft[];
  readonly unfinished: ReadonlySet<number>;
  readonly canAdd: boolean;
  readonly add: () => void;
  readonly remove: (id: number) => void;
  readonly change: (id: number, part: Partial<Omit<FilterDraft, 'id'>>) => void;
  /** The finished filters, or null when a line still needs a value (it is then marked). */
  readonly finish: () => readonly Filter[] | null;
};

/** Where the lines are kept. `latest` may be newer than `shown`: a commit of a field and a click can arrive in one go, before the card is drawn again. */
type Kept = { readonly shown: FilterLines; readonly latest: () => FilterLines; readonly write: (lines: FilterLines) => void };

/** What a person can do with the filters of one table. `columns` are those that can be filtered. */
export function filterEditor({ shown, latest, write }: Kept, columns: readonly Column[]): FilterEditor {
  return {
    drafts: shown.drafts,
    unfinished: shown.unfinished,
    canAdd: shown.drafts.length < MOST_FILTERS,
    add: () => write(withFresh(latest(), columns)),
    remove: (id) => write({ ...latest(), drafts: latest().drafts.filter((draft) => draft.id !== id) }),
    change(id, part) {
      const { drafts, unfinished, nextId } = latest();
      write({ nextId, unfinished: new Set([...unfinished].filter((one) => one !== id)), drafts: drafts.map((draft) => (draft.id === id ? withPart(draft, part, columns) : draft)) });
    },
    finish() {
      const read = toFilters(latest().drafts, columns);
      write({ ...latest(), unfinished: read.ok ? NO_LINES.unfinished : read.unfinished });
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
