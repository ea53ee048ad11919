import type { Job, StartExportRequest, WireError } from '@siderail/contract';
import { newRequestId } from '@siderail/client';
import { useSurface } from '@siderail/ui';
import { useRef, useState } from 'react';

export type StartExport = { readonly busy: boolean; readonly error: WireError | null; readonly start: (request: Omit<StartExportRequest, 'requestId'>) => Promise<void> };

/** The click that makes the export. A retry of the same request finds the same job, so nothing is made twice. */
export function useStartExport(onJob: (job: Job) => void): StartExport {
  const { backend, language, locale } = useSurface();
  const [state, setState] = useState<{ busy: boolean; error: WireError | null }>({ busy: false, error: null });
  const inFlight = useRef(false);
  const click = useRef({ of: '', id: '' });

  async function start(request: Omit<StartExportRequest, 'requestId'>) {
    // A double click arrives before the button is drawn as busy.
    if (inFlight.current) return;
    inFlight.current = true;
    setState({ busy: true, error: null });
    const of = JSON.stringify(request);
    if (click.current.of !== of) click.current = { of, id: newRequestId() };
    const outcome = await backend('start-export', { requestId: click.current.id, ...request, reader: { language, locale } });
    inFlight.current = false;
    if (outcome.ok) {
      click.current = { of: '', id: '' };
      onJob(outcome.data.job);
    }
    setState({ busy: false, error: outcome.ok ? null : outcome.error });
  }

  return { ...state, start };
}
