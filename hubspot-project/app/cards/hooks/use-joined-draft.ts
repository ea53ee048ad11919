import type { JoinedTables } from '@siderail/contract';
import { useRef, useState } from 'react';
import { filterEditor, type FilterEditor } from '../filters/filter-editor.ts';
import { linesOf, NO_LINES, type FilterLines } from '../filters/filter-lines.ts';
import type { JoinableTable } from '../joined/joinable-tables.ts';

export type JoinedDraft = {
  readonly layout: JoinedTables['layout'];
  readonly setLayout: (layout: JoinedTables['layout']) => void;
  readonly chosen: readonly JoinableTable[];
  readonly choose: (ids: readonly string[]) => void;
  readonly columnsOf: (table: JoinableTable) => readonly string[];
  readonly setColumns: (id: string, columns: readonly string[]) => void;
  readonly filtersOf: (table: JoinableTable) => FilterEditor;
  /** One flat table holds the rows of exactly one related table. */
  readonly mayBeFlat: boolean;
  readonly reset: () => void;
  /** What was chosen, in the contract's words, `joined` null when nothing was; null when a filter still needs a value (it is then marked). */
  readonly finish: () => { readonly joined: JoinedTables | null } | null;
};

/** What a person is choosing in the panel, until they apply it. */
export function useJoinedDraft(joined: JoinedTables | null, offered: readonly JoinableTable[]): JoinedDraft {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [layout, setLayout] = useState<JoinedTables['layout']>('sheets');
  const [columns, setColumns] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [lines, setLines] = useState<Readonly<Record<string, FilterLines>>>({});
  const latest = useRef(lines);
  const chosen = ids.flatMap((id) => offered.find((table) => table.id === id) ?? []);
  const mayBeFlat = chosen.length === 1 && chosen[0]!.related;
  const columnsOf = (table: JoinableTable) => columns[table.id] ?? table.defaultColumns;

  function write(next: Readonly<Record<string, FilterLines>>) {
    latest.current = next;
    setLines(next);
  }

  function filtersOf({ id, filterable }: JoinableTable): FilterEditor {
    const own = { shown: lines[id] ?? NO_LINES, latest: () => latest.current[id] ?? NO_LINES, write: (next: FilterLines) => write({ ...latest.current, [id]: next }) };
    return filterEditor(own, filterable);
  }

  function reset() {
    write(Object.fromEntries(offered.map(({ id, filterable }) => [id, linesOf(joined?.tables.find(({ tableId }) => tableId === id)?.filters ?? [], filterable)])));
    setIds(joined?.tables.map(({ tableId }) => tableId) ?? []);
    setLayout(joined?.layout ?? 'sheets');
    setColumns(Object.fromEntries(joined?.tables.map(({ tableId, columns: own }) => [tableId, own]) ?? []));
  }

  function finish() {
    // Every table is looked at, so that all unfinished lines are marked at once.
    const read = chosen.map((table) => ({ table, filters: filtersOf(table).finish() }));
    const tables = read.flatMap(({ table, filters }) => (filters === null ? [] : [{ tableId: table.id, columns: [...columnsOf(table)], ...(filters.length === 0 ? {} : { filters: [...filters] }) }]));
    if (tables.length < read.length) return null;
    return { joined: tables.length === 0 ? null : { layout: mayBeFlat ? layout : 'sheets' as const, tables } };
  }

  return {
    layout: mayBeFlat ? layout : 'sheets', setLayout, chosen, choose: setIds, columnsOf, filtersOf, mayBeFlat, reset,
    setColumns: (id, own) => setColumns({ ...columns, [id]: own }),
    finish,
  };
}
