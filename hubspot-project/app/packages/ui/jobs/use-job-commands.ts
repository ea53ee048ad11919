import type { CreateLinkResponse, Job, WireError } from '@siderail/contract';
import { newRequestId } from '@siderail/client';
import { useRef, useState } from 'react';
import { useSurface } from '../surface.ts';

type Command = 'cancel-job' | 'retry-job' | 'finish-partial' | 'create-link' | 'revoke-links' | 'repair-export' | 'rerun-export' | 'create-repair-link';

export type JobCommands = {
  readonly busy: Command | null;
  readonly error: WireError | null;
  /** The last one asked for; whether it still works, its `expiresAt` says. */
  readonly link: CreateLinkResponse | null;
  readonly cancel: () => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Makes a file of what a stopped export had read. */
  readonly getPart: () => Promise<void>;
  readonly getLink: () => Promise<void>;
  /** Ends every link to this job's file, the mailed ones too. */
  readonly revokeLinks: () => Promise<void>;
  /** Reads the rows again that the export left out; `onJob` gets the export that does. */
  readonly repair: () => Promise<void>;
  /** Asks for the same export again, with today's rows; `onJob` gets the new one. */
  readonly rerun: () => Promise<void>;
  /** The page where the list of these rows is corrected and sent back, once it was asked for. */
  readonly repairLink: CreateLinkResponse | null;
  readonly getRepairLink: () => Promise<void>;
};

/** What the owner can do with one job. `onJob` gets the job as it is afterwards. */
export function useJobCommands(jobId: string, onJob: (job: Job) => void): JobCommands {
  const { backend } = useSurface();
  const [busy, setBusy] = useState<Command | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [link, setLink] = useState<CreateLinkResponse | null>(null);
  const [repairLink, setRepairLink] = useState<CreateLinkResponse | null>(null);
  const inFlight = useRef(false);
  // A try whose outcome is not known keeps its id, so that the next one finds its export.
  const openTries = useRef<Partial<Record<'repair-export' | 'rerun-export', string>>>({});

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

  async function startAnother(command: 'repair-export' | 'rerun-export') {
    await once(command, async () => {
      const requestId = (openTries.current[command] ??= newRequestId());
      const outcome = await backend(command, { requestId, jobId });
      if (outcome.ok || !outcome.uncertain) delete openTries.current[command];
      if (!outcome.ok) return outcome.error;
      onJob(outcome.data.job);
      return null;
    });
  }

  async function getRepairLink() {
    await once('create-repair-link', async () => {
      const outcome = await backend('create-repair-link', { jobId });
      if (!outcome.ok) return outcome.error;
      setRepairLink(outcome.data);
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

  return { busy, error, link, cancel: () => change('cancel-job'), retry: () => change('retry-job'), getPart: () => change('finish-partial'), getLink, revokeLinks, repair: () => startAnother('repair-export'), rerun: () => startAnother('rerun-export'), repairLink, getRepairLink };
}
