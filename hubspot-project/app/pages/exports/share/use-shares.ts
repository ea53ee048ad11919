import { newRequestId, useRequest } from '@siderail/client';
import type { RequestState } from '@siderail/client';
import type { ListSharesResponse, Share, WireError } from '@siderail/contract';
import { useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';

type Problem = { readonly of: 'share' | 'stop'; readonly error: WireError };

export type Shares = {
  readonly state: RequestState<ListSharesResponse>;
  readonly reload: () => void;
  readonly busy: boolean;
  readonly problem: Problem | null;
  /** The share as it is now; null when it did not come to be, and `problem` says why. */
  readonly share: (userId: string, note: string) => Promise<Share | null>;
  readonly stop: (shareId: string) => Promise<void>;
};

/** With whom one file is shared, read while `open`, and how that is changed. */
export function useShares(jobId: string, open: boolean): Shares {
  const { backend } = useSurface();
  const { state, reload } = useRequest(open ? jobId : null, () => backend('list-shares', { jobId }));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  // A try whose outcome is not known keeps its id for the same person, so that the next one finds its share.
  const openTry = useRef<{ readonly userId: string; readonly requestId: string } | null>(null);

  async function share(userId: string, note: string): Promise<Share | null> {
    setBusy(true);
    if (openTry.current?.userId !== userId) openTry.current = { userId, requestId: newRequestId() };
    const outcome = await backend('share-export', { requestId: openTry.current.requestId, jobId, userId, ...(note === '' ? {} : { note }) });
    if (outcome.ok || !outcome.uncertain) openTry.current = null;
    setBusy(false);
    setProblem(outcome.ok ? null : { of: 'share', error: outcome.error });
    if (!outcome.ok) return null;
    reload();
    return outcome.data.share;
  }

  async function stop(shareId: string): Promise<void> {
    setBusy(true);
    const outcome = await backend('stop-share', { shareId });
    setBusy(false);
    setProblem(outcome.ok ? null : { of: 'stop', error: outcome.error });
    reload();
  }

  return { state, reload, busy, problem, share, stop };
}
