import type { Context } from '../context/index.ts';
import { INBOX_DAYS } from './sweep-inbox.ts';
import { claimPortal, dropOldStrays, WEBHOOK_CHANNEL } from './webhooks.store.ts';
import type { Claim } from './webhooks.store.ts';
import { workRound } from './work-round.ts';

export type WebhookWorker = {
  /** Takes nothing more; what is under way gets its signal and up to `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

/** A wake-up may be lost, and a dead worker's hold ends without one. */
const LOOK_MS = 1_000;
/** Portals whose events this process works at the same time. */
const SLOTS = 2;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Works the events HubSpot sent, portal by portal in turn, until it is stopped. */
export function workWebhooks(context: Context): WebhookWorker {
  const { database, log, settings } = context;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  // A round asks HubSpot and erases files, so its hold is longer than the lease of a worker that renews.
  const leaseSeconds = settings.leaseSeconds * 3;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  function look(): void {
    if (stopping.signal.aborted) return;
    lookAgain = true;
    looking ??= fill().catch((err: unknown) => log.warn({ err }, 'the line of webhook events could not be read')).finally(() => {
      looking = null;
    });
  }

  async function fill(): Promise<void> {
    while (lookAgain) {
      lookAgain = false;
      while (running.size < SLOTS && !stopping.signal.aborted) {
        const claim = await claimPortal(database, leaseSeconds);
        if (claim === null) break;
        start(claim);
      }
    }
  }

  function start(claim: Claim): void {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(leaseSeconds * 800)]);
    const done = workRound(context, claim, signal).catch((err: unknown) => log.warn({ err, portalId: claim.portalId }, 'a round of webhook events was left to its lease')).finally(() => {
      running.delete(done);
      look();
    });
    running.add(done);
  }

  const listener = database.listen(WEBHOOK_CHANNEL, look);
  const timer = setInterval(look, LOOK_MS);
  const sweep = setInterval(() => {
    dropOldStrays(database, new Date(context.now() - INBOX_DAYS.strays * DAY_MS)).catch((err: unknown) => log.warn({ err }, 'webhook strays not swept'));
  }, HOUR_MS);
  look();

  async function stop(graceMs: number): Promise<void> {
    stopping.abort(new Error('worker is stopping'));
    clearInterval(timer);
    clearInterval(sweep);
    await listener.close();
    await looking;
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([Promise.all(running), grace]);
  }

  return { stop };
}
