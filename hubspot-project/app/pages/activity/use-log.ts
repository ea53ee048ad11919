import type { AuditEntry, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toRequest, type LogFilter } from './log-filter.ts';

type Log = { readonly entries: readonly AuditEntry[]; readonly names: Readonly<Record<string, string>>; readonly next: string | null; readonly loading: boolean; readonly error: WireError | null };

const PAGE = 50;

/** The log under a filter, newest first, a page at a time. Names of people are asked for once. */
export function useLog(filter: LogFilter) {
  const { backend } = useSurface();
  const [log, setLog] = useState<Log>({ entries: [], names: {}, next: null, loading: true, error: null });
  const newest = useRef(0);
  const named = useRef(false);
  const { kind, userId, since } = filter;

  const read = useCallback(async (before: string | null) => {
    const number = ++newest.current;
    setLog((held) => ({ ...held, loading: true, error: null, ...(before === null ? { entries: [], next: null } : {}) }));
    const outcome = await backend('list-audit', { ...toRequest({ kind, userId, since }, Date.now()), limit: PAGE, names: !named.current, ...(before === null ? {} : { before }) });
    if (number !== newest.current) return;
    if (!outcome.ok) return setLog((held) => ({ ...held, loading: false, error: outcome.error }));
    const { entries, names, next } = outcome.data;
    named.current = true;
    setLog((held) => ({ entries: before === null ? entries : [...held.entries, ...entries], names: { ...held.names, ...names }, next, loading: false, error: null }));
  }, [backend, kind, since, userId]);

  useEffect(() => {
    void read(null);
    return () => {
      newest.current += 1;
    };
  }, [read]);

  return { ...log, more: log.next !== null, readOlder: () => void read(log.next), reload: () => void read(null) };
}
