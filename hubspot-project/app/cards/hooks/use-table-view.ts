import type { Filter, Sort, Table, TableQuery, ViewTableResponse } from '@siderail/contract';
import { latestData, useRequest, type Request } from '@siderail/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useCard } from './use-card.ts';

type Choices = {
  readonly columns: readonly string[];
  readonly filters: readonly Filter[];
  readonly sort: Sort | null;
  readonly pageSize: number;
  /** Tokens of the pages gone through; the last one is the page on screen, null the first page. */
  readonly pages: readonly (string | null)[];
};

export type TableView = Choices & {
  readonly query: TableQuery;
  readonly request: Request<ViewTableResponse>;
  readonly setColumns: (columns: readonly string[]) => void;
  readonly setFilters: (filters: readonly Filter[]) => void;
  readonly setSort: (sort: Sort | null) => void;
  readonly setPageSize: (pageSize: number) => void;
  readonly toPage: (token: string) => void;
  readonly toPreviousPage: () => void;
  readonly toFirstPage: () => void;
};

const FIRST_PAGE = [null] as const;

/** How soon the rows of a slow source are asked for again, and how much longer each time. They come from our own store then. */
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 10_000;
const GROWTH = 1.4;

/**
 * One page of one table, and what the person chose to see of it. Page tokens belong to one query, so every change
 * of the query goes back to the first page. What a slow source still owes is looked for again until it is there. Use with `key={table.id}`: another table starts afresh.
 */
export function useTableView(table: Table, start: { pageSize: number; columns: readonly string[] }): TableView {
  const { backend, record } = useCard();
  const [choices, setChoices] = useState<Choices>({ ...start, filters: [], sort: null, pages: FIRST_PAGE });
  const change = (part: Partial<Choices>) => setChoices((before) => ({ ...before, pages: FIRST_PAGE, ...part }));

  const query: TableQuery = {
    record,
    tableId: table.id,
    columns: [...choices.columns],
    filters: [...choices.filters],
    ...(choices.sort === null ? {} : { sort: choices.sort }),
  };
  const token = choices.pages.at(-1) ?? null;
  const body = { query, pageSize: choices.pageSize, ...(token === null ? {} : { page: token }) };
  // Somebody who asks for the rows again wants them as they are now, not as they were kept.
  const live = useRef(false);
  const { state, reload: ask } = useRequest(JSON.stringify(body), () => {
    const again = live.current;
    live.current = false;
    return backend('view-table', again ? { ...body, live: true } : body);
  });
  const reload = useCallback(() => {
    live.current = true;
    ask();
  }, [ask]);
  usePendingRows(latestData(state), state.status, ask);
  const request: Request<ViewTableResponse> = { state, reload };

  return {
    ...choices,
    query,
    request,
    setColumns: (columns) => change({ columns }),
    setFilters: (filters) => change({ filters }),
    setSort: (sort) => change({ sort }),
    setPageSize: (pageSize) => change({ pageSize }),
    // A second click on Next arrives with the same token and must not count as another page.
    toPage: (next) => setChoices((before) => (before.pages.at(-1) === next ? before : { ...before, pages: [...before.pages, next] })),
    toPreviousPage: () => setChoices((before) => ({ ...before, pages: before.pages.length > 1 ? before.pages.slice(0, -1) : FIRST_PAGE })),
    toFirstPage: () => change({}),
  };
}

function usePendingRows(page: ViewTableResponse | null, status: Request<ViewTableResponse>['state']['status'], ask: () => void) {
  const wait = useRef(FIRST_LOOK_MS);
  const jobId = page?.pending?.jobId ?? null;
  useEffect(() => {
    wait.current = FIRST_LOOK_MS;
  }, [jobId]);
  useEffect(() => {
    if (jobId === null || status === 'loading') return;
    const timer = setTimeout(ask, wait.current);
    wait.current = Math.min(wait.current * GROWTH, LONGEST_LOOK_MS);
    return () => clearTimeout(timer);
  }, [jobId, status, ask]);
}
