import type { CreateLinkResponse, EstimateExportResponse, Job, JoinedTables, TableQuery, WireError } from '@siderail/contract';
import { useRequest, type RequestState } from '@siderail/client';
import { useRef, useState } from 'react';
import { useCard } from './use-card.ts';
import { useClickId } from './use-click-id.ts';
import type { FileFormat } from './use-file-format.ts';

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
  readonly file: FileFormat;
};

type Options = {
  readonly query: TableQuery;
  /** What else goes into the file; null: nothing. */
  readonly joined: JoinedTables | null;
  readonly file: FileFormat;
  readonly enabled: boolean;
  /** Gets the job the backend made. */
  readonly onJob: (job: Job) => void;
};

/** What exporting `query` as such a file would cost, and the click that does it. */
export function useExport({ query, joined, file, enabled, onJob }: Options): Export {
  const { backend, language, locale } = useCard();
  const [run, setRun] = useState<ExportRun>({ state: 'idle' });
  const inFlight = useRef(false);
  const clickId = useClickId();
  const { format, options } = file;
  const more = { ...(options === null ? {} : { options }), ...(joined === null ? {} : { joined }) };
  const { sort: _order, ...costs } = query;
  const estimate = useRequest(enabled ? JSON.stringify([costs, format, more]) : null, () => backend('estimate-export', { query, format, ...more }));

  async function start() {
    // A double click arrives before the button is drawn as busy.
    if (inFlight.current) return;
    inFlight.current = true;
    setRun({ state: 'starting' });
    const requestId = clickId.idFor(JSON.stringify([query, format, more]));
    const outcome = await backend('start-export', { requestId, query, format, ...more, reader: { language, locale } });
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

  return { estimate: estimate.state, reestimate: estimate.reload, run, start, file };
}
