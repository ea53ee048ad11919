import type { CreateLinkResponse, Job, WireError } from '@siderail/contract';
import { useEffect, useRef, useState } from 'react';
import { useSurface } from '../surface.ts';

type Command = 'cancel-job' | 'retry-job' | 'finish-partial' | 'create-link' | 'revoke-links';

export type JobCommands = {
  readonly busy: Command | null;
  readonly error: WireError | null;
  /** A link that still works. */
  readonly link: CreateLinkResponse | null;
  readonly cancel: () => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Makes a file of what a stopped export had read. */
  readonly getPart: () => Promise<void>;
  readonly getLink: () => Promise<void>;
  /** Ends every link to this job's file, the mailed ones too. */
  readonly revokeLinks: () => Promise<void>;
};

/** What the owner can do with one job. `onJob` gets the job as it is afterwards. */
export function useJobCommands(jobId: string, onJob: (job: Job) => void): JobCommands {
  const { backend } = useSurface();
  const [busy, setBusy] = useState<Command | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [link, setLink] = useState<CreateLinkResponse | null>(null);
  const inFlight = useRef(false);
  useEffect(() => {
    if (link === null) return;
    const timer = setTimeout(() => setLink(null), lifetime(link));
    return () => clearTimeout(timer);
  }, [link]);

  async function change(command: 'cancel-job' | 'retry-job' | 'finish-partial') {
    await once(command, async () => {
      const outcome = await backend(command, { jobId });
      if (!outcome.ok) return outcome.error;
      onJob(outcome.data.job);
      return null;
    });
  }

  async function getLink() {
    await once('create-link', async () => {
      const outcome = await backend('create-link', { jobId });
      if (!outcome.ok) return outcome.error;
      setLink(outcome.data);
      return null;
    });
  }

  async function revokeLinks() {
    await once('revoke-links', async () => {
      const outcome = await backend('revoke-links', { jobId });
      if (!outcome.ok) return outcome.error;
      setLink(null);
      return null;
    });
  }

  async function once(command: Command, work: () => Promise<WireError | null>) {
    if (inFlight.current) return;
    inFlight.current = true;
    setBusy(command);
    const problem = await work();
    inFlight.current = false;
    setError(problem);
    setBusy(null);
  }

  return { busy, error, link, cancel: () => change('cancel-job'), retry: () => change('retry-job'), getPart: () => change('finish-partial'), getLink, revokeLinks };
}

/** Milliseconds until the link stops working; a timer cannot wait longer than a day or so, and need not. */
function lifetime(link: CreateLinkResponse): number {
  const left = Date.parse(link.expiresAt) - Date.now();
  return Number.isNaN(left) ? 60_000 : Math.min(Math.max(left, 0), 86_400_000);
}
