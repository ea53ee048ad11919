import { z } from 'zod';
import { NOBODY, writeAudit } from '../audit/index.ts';
import type { AuditAction } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { toAppError } from '../core/errors/index.ts';
import { PortalId } from '../core/ids/portal-id.ts';
import { defineJob } from '../jobs/index.ts';
import type { Outcome } from './define-kind.ts';
import { beginDelivery, findDelivery, setDestinationState, settleDelivery, takeOver } from './deliveries.store.ts';
import type { DeliveryOf, SettledState } from './deliveries.store.ts';
import { kindOf } from './kind-of.ts';
import { sendParcel } from './send-parcel.ts';

const Payload = z.object({ portalId: PortalId, deliveryId: z.uuid() });
type Payload = z.infer<typeof Payload>;

/**
 * Sends one finished export to one place. The outbox says `sending` before the other side is spoken to. What a worker
 * that died was sending is sent again only where the other side knows a repeat; elsewhere it is shown as uncertain.
 */
export const deliverJob = defineJob<Payload, Context>({
  queue: 'deliver',
  payload: Payload,
  perWorker: 3,
  perPortal: 2,
  async run(context, { portalId, deliveryId }, signal) {
    const { database } = context;
    const delivery = await database.inPortal(portalId, (tx) => findDelivery(tx, deliveryId));
    if (delivery === null || (delivery.state !== 'pending' && delivery.state !== 'sending')) return;
    const attempt = delivery.attempts + 1;
    if (delivery.state === 'sending') {
      if (!kindOf(delivery.destination).repeatable) {
        await settle(context, delivery, delivery.attempts, { state: 'uncertain', reason: 'We stopped while it was being sent.' });
        return;
      }
      if (!(await database.inPortal(portalId, (tx) => takeOver(tx, deliveryId, delivery.attempts)))) return;
    } else if (!(await database.inPortal(portalId, (tx) => beginDelivery(tx, deliveryId)))) return;
    let outcome: Outcome;
    try {
      outcome = await sendParcel(context, portalId, delivery, signal);
    } catch (thrown) {
      // This process stops: the next one finds `sending`.
      signal.throwIfAborted();
      const error = toAppError(thrown);
      if (error.code === 'internal') context.log.error({ portalId, deliveryId, err: thrown }, 'delivery failed unexpectedly');
      outcome = { state: 'not_sent', reason: `${error.userMessage} ${error.fix}`, ...(error.retry === 'never' ? { final: true } : {}) };
    }
    await settle(context, delivery, attempt, outcome);
  },
  async putAside(context, { portalId, deliveryId }) {
    const { database } = context;
    const delivery = await database.inPortal(portalId, (tx) => findDelivery(tx, deliveryId));
    if (delivery === null) return;
    const begun = delivery.state === 'pending' && (await database.inPortal(portalId, (tx) => beginDelivery(tx, deliveryId)));
    await settle(context, delivery, delivery.attempts + (begun ? 1 : 0), { state: 'not_sent', reason: 'Making it failed again and again on our side. Contact support.', final: true });
  },
});

type Next = { readonly state: SettledState; readonly afterMs: number };

/** Uncertain where repeats are known is as good as not sent, until the last try. */
function nextOf(delivery: DeliveryOf, attempt: number, outcome: Outcome, random: () => number): Next {
  const kind = kindOf(delivery.destination);
  if (outcome.state === 'sent' || (outcome.state === 'uncertain' && !kind.repeatable)) return { state: outcome.state, afterMs: 0 };
  const wait = kind.waits[attempt - 1];
  const final = outcome.state === 'not_sent' && outcome.final === true;
  if (final || wait === undefined) return { state: outcome.state === 'uncertain' ? 'uncertain' : 'failed', afterMs: 0 };
  const asked = outcome.state === 'not_sent' ? outcome.afterMs : undefined;
  // A fifth to and fro, so that a place that was down is not met by all at once.
  return { state: 'pending', afterMs: asked ?? wait * (0.8 + random() * 0.4) };
}

const LOGGED: Readonly<Record<Exclude<SettledState, 'pending'>, AuditAction>> = { sent: 'delivery.sent', uncertain: 'delivery.uncertain', failed: 'delivery.failed' };

async function settle(context: Context, delivery: DeliveryOf, attempt: number, outcome: Outcome): Promise<void> {
  const portalId = PortalId.parse(String(delivery.portalId));
  const { state, afterMs } = nextOf(delivery, attempt, outcome, context.random);
  const reason = outcome.state === 'sent' ? null : outcome.reason;
  if (state !== 'sent') context.log.warn({ portalId, deliveryId: delivery.id, kind: delivery.destination.kind, attempt, next: state }, 'delivery not confirmed');
  await context.database.inPortal(portalId, async (tx) => {
    const settled = await settleDelivery(tx, delivery.id, attempt, {
      state, reason,
      ...(outcome.state === 'sent' ? { receipt: outcome.receipt, sentAt: new Date(context.now()) } : {}),
      ...(state === 'pending' ? { nextAt: new Date(context.now() + afterMs) } : {}),
    });
    if (!settled) return;
    if (state === 'pending') return context.queue.enqueue(tx, deliverJob, { portalId, deliveryId: delivery.id }, { afterMs });
    await writeAudit(tx, portalId, { userId: NOBODY, action: LOGGED[state], subject: delivery.jobId, details: { destination: delivery.destination.name, kind: delivery.destination.kind, attempts: attempt, ...(reason === null ? {} : { reason }) } });
    if (outcome.state !== 'not_sent' || outcome.gone !== true) return;
    await setDestinationState(tx, delivery.destinationId, 'disabled');
    await writeAudit(tx, portalId, { userId: NOBODY, action: 'destination.switched', subject: delivery.destinationId, details: { name: delivery.destination.name, state: 'disabled', reason: 'gone' } });
  });
}
