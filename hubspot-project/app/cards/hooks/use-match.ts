import type { DecideMatchRequest, ShowMatchResponse, Table, WireError } from '@siderail/contract';
import { useRequest, type Request } from '@siderail/client';
import { useRef, useState } from 'react';
import { useCard } from './use-card.ts';
import { useClickId } from './use-click-id.ts';

type Each<Request> = Request extends DecideMatchRequest ? Omit<Request, 'requestId' | 'record' | 'tableId'> : never;
export type MatchDecision = Each<DecideMatchRequest>;

export type Match = {
  readonly request: Request<ShowMatchResponse>;
  /** What is being decided; null while nothing is. */
  readonly deciding: MatchDecision | null;
  readonly error: WireError | null;
  readonly decide: (decision: MatchDecision) => Promise<void>;
};

/** What the record may be linked to through this table, and the person's decisions about it. `onDecided`: the rows may be others now. */
export function useMatch(table: Table, onDecided: (decision: MatchDecision) => void): Match {
  const { backend, record } = useCard();
  const [deciding, setDeciding] = useState<MatchDecision | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const inFlight = useRef(false);
  const clickId = useClickId();
  const about = { record, tableId: table.id };
  const request = useRequest(JSON.stringify(about), () => backend('show-match', about));

  async function decide(decision: MatchDecision) {
    if (inFlight.current) return;
    inFlight.current = true;
    setDeciding(decision);
    setError(null);
    const outcome = await backend('decide-match', { requestId: clickId.idFor(JSON.stringify(decision)), ...about, ...decision });
    inFlight.current = false;
    setDeciding(null);
    if (outcome.ok || !outcome.uncertain) clickId.settle();
    if (!outcome.ok) setError(outcome.error);
    // Also after a failure: somebody else's decision may be the reason.
    request.reload();
    if (outcome.ok) onDecided(decision);
  }

  return { request, deciding, error, decide };
}
