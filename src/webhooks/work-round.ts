import { addChanges } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import { AppError, toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { backoff } from '../jobs/index.ts';
import { addUp, stateKey } from './add-up.ts';
import { findStates } from './find-states.ts';
import { consumers } from './consumers.ts';
import { sweepInbox } from './sweep-inbox.ts';
import { endRound, finishEvents, holdsPlace, leaveLine, nextEvents, noteAttempt, postponeEvents, quarantineEvent } from './webhooks.store.ts';
import type { Claim, PendingEvent } from './webhooks.store.ts';

/** An event that was alone in so many rounds that failed, or that their process did not survive, is put aside (F43). */
export const MOST_ATTEMPTS = 4;

/**
 * One round with a claimed portal: takes events in order of occurrence, does what they ask for, and marks them done in the
 * transaction that writes their effect. Whoever lost the portal meanwhile writes nothing.
 */
export async function workRound(context: Context, claim: Claim, signal: AbortSignal): Promise<void> {
  const portalId = PortalId.parse(claim.portalId);
  const events = await takeEvents(context, portalId, claim);
  if (events === 'lost') return;
  if (events.length === 0) {
    if (await context.database.inPortal(portalId, (tx) => leaveLine(tx, portalId, claim.fence))) await sweepInbox(context, portalId);
    return;
  }
  context.crashPoint('webhooks-taken');
  // What erases data does not wait for HubSpot to answer.
  const urgent = events.filter(({ kind }) => consumers.has(kind));
  const others = events.filter(({ kind }) => !consumers.has(kind));
  const results = [await settle(context, portalId, claim, urgent, signal), await settle(context, portalId, claim, others, signal)];
  const badly = events.length > 1 && results.includes('failed');
  await context.database.inPortal(portalId, async (tx) => {
    if (await holdsPlace(tx, portalId, claim.fence)) await endRound(tx, portalId, badly ? 'badly' : 'well');
  });
}

/** The events of this round; one that failed before is taken alone, and its try is noted before it begins. */
async function takeEvents(context: Context, portalId: PortalId, claim: Claim): Promise<PendingEvent[] | 'lost'> {
  return context.database.inPortal(portalId, async (tx) => {
    if (!(await holdsPlace(tx, portalId, claim.fence))) return 'lost';
    const found = await nextEvents(tx, portalId, claim.batch);
    const [first] = found;
    const alone = first !== undefined && (claim.batch === 1 || first.attempts > 0);
    if (!alone) return found.filter(({ attempts }) => attempts === 0);
    if (first.attempts >= MOST_ATTEMPTS) {
      // No process that took it has come back to say why.
      context.log.error({ portalId, kind: first.kind }, 'a webhook event was put aside: its workers died of it');
      await quarantineEvent(tx, portalId, first.key, `its worker died ${first.attempts} times`);
      return nextEvents(tx, portalId, 1);
    }
    await noteAttempt(tx, portalId, first.key, backoff('backoff', first.attempts, context.random));
    return [first];
  });
}

type Settled = 'done' | 'failed';

async function settle(context: Context, portalId: PortalId, claim: Claim, events: readonly PendingEvent[], signal: AbortSignal): Promise<Settled> {
  if (events.length === 0) return 'done';
  try {
    const states = await findStates(context, portalId, events, signal);
    for (const event of events) {
      const state = await consumers.get(event.kind)?.(context, portalId, event);
      if (state !== undefined && state !== null) states.set(stateKey(event.objectTypeId, event.objectId), state);
    }
    context.crashPoint('webhooks-worked');
    await held(context, portalId, claim, async (tx) => {
      await addChanges(tx, portalId, addUp(events, states));
      await finishEvents(tx, portalId, events.map(({ key }) => key));
    });
    context.crashPoint('webhooks-done');
    return 'done';
  } catch (thrown) {
    const error = toAppError(thrown);
    // Nor is one to blame for a worker that stops in the middle of it.
    const isBlameless = isAway(error) || signal.aborted;
    await putOff(context, portalId, claim, events, { error, isBlameless });
    return isBlameless ? 'done' : 'failed';
  }
}

/** HubSpot, a store or the database is away: no event is to blame. */
function isAway(error: AppError): boolean {
  return error.code !== 'internal' && error.retry !== 'never';
}

async function putOff(context: Context, portalId: PortalId, claim: Claim, events: readonly PendingEvent[], { error, isBlameless }: { readonly error: AppError; readonly isBlameless: boolean }): Promise<void> {
  if (error.code === 'job.lease_lost') throw error;
  const [only] = events;
  const attempt = (only?.attempts ?? 0) + 1;
  context.log.warn({ err: error, portalId, events: events.length, attempt }, 'webhook events were put off');
  await held(context, portalId, claim, async (tx) => {
    if (isBlameless) return postponeEvents(tx, portalId, events, backoff(error.retry === 'never' ? 'backoff' : error.retry, 3, context.random));
    // In company nobody knows which one it was: the next round is smaller.
    if (only === undefined || events.length > 1 || attempt < MOST_ATTEMPTS) return;
    context.log.error({ portalId, kind: only.kind, code: error.code }, 'a webhook event was put aside after several tries');
    await quarantineEvent(tx, portalId, only.key, `failed ${attempt} times: ${error.code}`);
  });
}

async function held(context: Context, portalId: PortalId, claim: Claim, write: (tx: Tx) => Promise<void>): Promise<void> {
  await context.database.inPortal(portalId, async (tx) => {
    if (!(await holdsPlace(tx, portalId, claim.fence))) throw new AppError('job.lease_lost', { detail: `webhook events of portal ${portalId} are worked elsewhere` });
    await write(tx);
  });
}
