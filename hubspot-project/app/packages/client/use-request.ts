import { useCallback, useEffect, useRef, useState } from 'react';
import { latestData } from './latest-data.ts';
import type { Outcome } from './outcome.ts';
import type { RequestState } from './request-state.ts';

export type Request<T> = { readonly state: RequestState<T>; readonly reload: () => void };

/**
 * Reads whenever `key` changes, and on `reload`. A null key reads nothing.
 * Requests are numbered: an answer that was overtaken by a newer request is dropped.
 */
export function useRequest<T>(key: string | null, read: () => Promise<Outcome<T>>): Request<T> {
  const [state, setState] = useState<RequestState<T>>({ status: 'loading', previous: null });
  const [reloads, setReloads] = useState(0);
  const newest = useRef(0);
  const readNow = useRef(read);
  readNow.current = read;

  useEffect(() => {
    const number = ++newest.current;
    if (key === null) return;
    setState((before) => (before.status === 'loading' ? before : { status: 'loading', previous: latestData(before) }));
    void readNow.current().then((outcome) => {
      if (number !== newest.current) return;
      if (outcome.ok) setState({ status: 'success', data: outcome.data });
      else setState((before) => ({ status: 'error', error: outcome.error, previous: latestData(before) }));
    });
    return () => {
      newest.current += 1;
    };
  }, [key, reloads]);

  return { state, reload: useCallback(() => setReloads((count) => count + 1), []) };
}
