import type { Column, Filter } from '@siderail/contract';
import { useRef, useState } from 'react';
import { filterEditor, type FilterEditor } from '../filters/filter-editor.ts';
import { linesOf, NO_LINES, withFresh, type FilterLines } from '../filters/filter-lines.ts';

export type FilterDrafts = FilterEditor & { readonly reset: () => void };

/** The lines of the filters panel while they are edited. `columns` are those that can be filtered. */
export function useFilterDrafts(filters: readonly Filter[], columns: readonly Column[]): FilterDrafts {
  const [shown, setShown] = useState<FilterLines>(NO_LINES);
  const latest = useRef(shown);

  function write(lines: FilterLines) {
    latest.current = lines;
    setShown(lines);
  }

  return {
    ...filterEditor({ shown, latest: () => latest.current, write }, columns),
    reset: () => write(filters.length === 0 ? withFresh(NO_LINES, columns) : linesOf(filters, columns)),
  };
}
