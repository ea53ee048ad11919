import { isActiveJob } from '@siderail/client';
import type { Job, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useCallback, useEffect, useRef, useState } from 'react';

const WAIT_MS = 3_000;

type State = { readonly status: 'loading' } | { readonly status: 'failed'; readonly error: WireError } | { readonly status: 'ready'; readonly job: Job };

/** One job by its id, asked for again every three seconds while it can still change. `setJob` may bring another one, made of it: that one is watched from then on. */
export function useWatchedJob(jobId: string): { state: State; reload: () => void; setJob: (job: Job) => void } {
  const { backend } = useSurface();
  const [state, setState] = useState<State>({ status: 'loading' });
  const watched = useRef(jobId);
  const newest = useRef(0);

  const read = useCallback(async () => {
    const number = ++newest.current;
    const outcome = await backend('get-job', { jobId: watched.current });
    if (number !== newest.current) return;
    setState((before) => {
      if (outcome.ok) return { status: 'ready', job: outcome.data.job };
      // What is known of it stays: the next answer may be there again.
      return before.status === 'ready' ? { ...before } : { status: 'failed', error: outcome.error };
    });
  }, [backend]);

  useEffect(() => {
    watched.current = jobId;
    setState({ status: 'loading' });
    void read();
    return () => {
      newest.current += 1;
    };
  }, [jobId, read]);

  useEffect(() => {
    if (state.status !== 'ready' || !isActiveJob(state.job)) return;
    const timer = setTimeout(() => void read(), WAIT_MS);
    return () => clearTimeout(timer);
  }, [read, state]);

  const setJob = useCallback((job: Job) => {
    newest.current += 1;
    watched.current = job.id;
    setState({ status: 'ready', job });
  }, []);
  return { state, reload: () => void read(), setJob };
}
