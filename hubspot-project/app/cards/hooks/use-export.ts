import type { CreateLinkResponse, EstimateExportResponse, Job, TableQuery, WireError } from '@siderail/contract';
import { useRequest, type RequestState } from '@siderail/client';
import { useRef, useState } from 'react';
import { useCard } from './use-card.ts';
import { useClickId } from './use-click-id.ts';

export type ExportRun =
  | { readonly state: 'idle' }
  | { readonly state: 'starting' }
  | { readonly state: 'started'; readonly job: Job; readonly link: CreateLinkResponse | null }
  | { readonly state: 'refused'; readonly error: WireError };

export type Export = {
  readonly estimate: RequestState<EstimateExportResponse>;
  readonly reestimate: () => void;
  readonly run: ExportRun;
  readonly start: () => Promise<void>;
};

/** What exporting `query` would cost, and the click that does it. `onJob` gets the job the backend made. */
export function useExport(query: TableQuery, enabled: boolean, onJob: (job: Job) => void): Export {
  const { backend } = useCard();
  const [run, setRun] = useState<ExportRun>({ state: 'idle' });
  const inFlight = useRef(false);
  const clickId = useClickId();
  const { sort: _order, ...costs } = query;
  const estimate = useRequest(enabled ? JSON.stringify(costs) : null, () => backend('estimate-export', { query, format: 'csv' }));

  async function start() {
    // A double click arrives before the button is drawn as busy.
    if (inFlight.current) return;
    inFlight.current = true;
    setRun({ state: 'starting' });
    const requestId = clickId.idFor(JSON.stringify(query));
    const outcome = await backend('start-export', { requestId, query, format: 'csv' });
    inFlight.current = false;
    if (!outcome.ok) {
      setRun({ state: 'refused', error: outcome.error });
      return;
    }
    // Only a job that exists settles the click: until then every retry must find the same job.
    clickId.settle();
    onJob(outcome.data.job);
    setRun({ state: 'started', ...outcome.data });
  }

  return { estimate: estimate.state, reestimate: estimate.reload, run, start };
}
