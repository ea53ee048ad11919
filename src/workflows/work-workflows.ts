import type { Context } from '../context/index.ts';
import { tellWorkflows } from './tell-workflows.ts';
import { claimPortal } from './workflows.store.ts';

export type WorkflowWorker = {
  /** Takes nothing more; what is under way gets its signal and up to `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

const LOOK_MS = 1_000;
const HOLD_SECONDS = 60;

/** Tells workflows of the ends of the jobs they wait for, portal by portal, until it is stopped. */
export function workWorkflows(context: Context): WorkflowWorker {
  const stopping = new AbortController();
  let round: Promise<void> | null = null;

  async function look(): Promise<void> {
    for (;;) {
      if (stopping.signal.aborted) return;
      const portalId = await claimPortal(context.database, HOLD_SECONDS);
      if (portalId === null) return;
      await tellWorkflows(context, portalId, AbortSignal.any([stopping.signal, AbortSignal.timeout(HOLD_SECONDS * 800)]))
        .catch((err: unknown) => context.log.warn({ err, portalId }, 'a round of workflows was left to its hold'));
    }
  }

  const timer = setInterval(() => {
    round ??= look().catch((err: unknown) => context.log.warn({ err }, 'the line of workflows could not be read')).finally(() => {
      round = null;
    });
  }, LOOK_MS);

  async function stop(graceMs: number): Promise<void> {
    clearInterval(timer);
    stopping.abort(new Error('worker is stopping'));
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([round, grace]);
  }

  return { stop };
}
