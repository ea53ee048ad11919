import type { ListTablesResponse, Table } from '@siderail/contract';
import { latestData, useRequest, type Request } from '@siderail/client';
import { useRef, useState } from 'react';
import { useCard } from './use-card.ts';

export type Tables = {
  readonly request: Request<ListTablesResponse>;
  /** In the order of the picker: the record's own first. */
  readonly tables: readonly Table[];
  /** The chosen table; the first one until the person chooses. Null when there is none. */
  readonly table: Table | null;
  readonly choose: (id: string) => void;
  /** Asks for tables and columns as they are now; the backend remembers them for some minutes. */
  readonly lookAnew: () => void;
};

/** The tables and quick actions of the record the card stands on. */
export function useTables(): Tables {
  const { backend, record, language } = useCard();
  const [chosen, setChosen] = useState<string | null>(null);
  const anew = useRef(false);
  const request = useRequest('tables', () => {
    const asked = anew.current;
    anew.current = false;
    return backend('list-tables', { record, language, ...(asked ? { anew: true } : {}) });
  });
  function lookAnew() {
    anew.current = true;
    request.reload();
  }
  const tables = [...(latestData(request.state)?.tables ?? [])].sort(byScope);
  const table = tables.find(({ id }) => id === chosen) ?? tables[0] ?? null;
  return { request, tables, table, choose: setChosen, lookAnew };
}

/** The record's own tables come first: they are why the person opened the record. Otherwise the server's order stands. */
function byScope(a: Table, b: Table): number {
  return Number(a.scope === 'portal') - Number(b.scope === 'portal');
}
