import type { JoinedTables } from '@siderail/contract';
import { useState } from 'react';
import type { JoinableTable } from '../joined/joinable-tables.ts';

export type JoinedDraft = {
  readonly layout: JoinedTables['layout'];
  readonly setLayout: (layout: JoinedTables['layout']) => void;
  readonly chosen: readonly JoinableTable[];
  readonly choose: (ids: readonly string[]) => void;
  readonly columnsOf: (table: JoinableTable) => readonly string[];
  readonly setColumns: (id: string, columns: readonly string[]) => void;
  /** One flat table holds the rows of exactly one related table. */
  readonly mayBeFlat: boolean;
  readonly reset: () => void;
  /** What was chosen, in the contract's words; null when nothing was. */
  readonly finish: () => JoinedTables | null;
};

/** What a person is choosing in the panel, until they apply it. */
export function useJoinedDraft(joined: JoinedTables | null, offered: readonly JoinableTable[]): JoinedDraft {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [layout, setLayout] = useState<JoinedTables['layout']>('sheets');
  const [columns, setColumns] = useState<Readonly<Record<string, readonly string[]>>>({});
  const chosen = ids.flatMap((id) => offered.find((table) => table.id === id) ?? []);
  const mayBeFlat = chosen.length === 1 && chosen[0]!.related;
  const columnsOf = (table: JoinableTable) => columns[table.id] ?? table.defaultColumns;

  function reset() {
    setIds(joined?.tables.map(({ tableId }) => tableId) ?? []);
    setLayout(joined?.layout ?? 'sheets');
    setColumns(Object.fromEntries(joined?.tables.map(({ tableId, columns: own }) => [tableId, own]) ?? []));
  }

  return {
    layout: mayBeFlat ? layout : 'sheets', setLayout, chosen, choose: setIds, columnsOf, mayBeFlat, reset,
    setColumns: (id, own) => setColumns({ ...columns, [id]: own }),
    finish: () => chosen.length === 0 ? null : {
      layout: mayBeFlat ? layout : 'sheets',
      tables: chosen.map((table) => ({ tableId: table.id, columns: [...columnsOf(table)] })),
    },
  };
}
