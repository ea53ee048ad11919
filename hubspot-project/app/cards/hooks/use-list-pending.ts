import type { ViewTableResponse } from '@siderail/contract';
import type { UseJobs } from '@siderail/client';
import { useEffect } from 'react';

/** A table that goes on loading in the background is a job: the inbox lists it as soon as there is one. */
export function useListPending(page: ViewTableResponse | null, { reload }: UseJobs) {
  const jobId = page?.pending?.jobId ?? null;
  useEffect(() => {
    if (jobId !== null) reload();
  }, [jobId, reload]);
}
