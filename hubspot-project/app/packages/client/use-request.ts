import { useCallback, useEffect, useRef, useState } from 'react';
import { latestData } from './latest-data.ts';
import type { Outcome } from './outcome.ts';
import type { RequestState } from './request-state.ts';

export type Request<T> = { readonly state: RequestState<T>; readonly reload: () => void };

/**
 * Reads whenever `key` changes, and on `reload`. A null key reads nothing.
 * Requests are numbered: an answer that was overtaken by a newer request is dropped. A state belongs to its key: in the
 * first drawing after the key changed, what is there is already `previous`, never the answer to the new question.
 */
export function useRequest<T>(key: string | null, read: () => Promise<Outcome<T>>): Request<T> {
  const [held, setHeld] = useState<{ key: string | null; state: RequestState<T> }>({ key, state: { status: 'loading', previous: null } });
  const [reloads, setReloads] = useState(0);
  const newest = useRef(0);
  const readNow = useRef(read);
  readNow.current = read;

  useEffect(() => {
    const number = ++newest.current;
    if (key === null) return;
    setHeld(({ state }) => ({ key, state: { status: 'loading', previous: latestData(state) } }));
    void readNow.current().then((outcome) => {
      if (number !== newest.current) return;
      if (outcome.ok) setHeld({ key, state: { status: 'success', data: outcome.data } });
      else setHeld(({ state }) => ({ key, state: { status: 'error', error: outcome.error, previous: latestData(state) } }));
    });
    return () => {
      newest.current += 1;
    };
  }, [key, reloads]);

  const state: RequestState<T> = held.key === key ? held.state : { status: 'loading', previous: latestData(held.state) };
  return { state, reload: useCallback(() => setReloads((count) => count + 1), []) };
}
