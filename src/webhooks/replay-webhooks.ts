import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { reopenEvents } from './webhooks.store.ts';

/**
 * Lets the events that came from `from` up to `to` be processed once more, quarantined ones included, and says how many
 * they are. Effects are safe to repeat. Events older than their time are no longer there.
 */
export async function replayWebhooks(context: Context, portalId: PortalId, span: { readonly from: Date; readonly to: Date }): Promise<number> {
  const events = await context.database.inPortal(portalId, (tx) => reopenEvents(tx, portalId, span.from, span.to));
  context.log.info({ portalId, events, ...span }, 'webhook events will be processed again');
  return events;
}
