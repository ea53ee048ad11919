import { dropOldChanges } from '../changes/index.ts';
import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { dropOldEvents } from './webhooks.store.ts';

const DAY_MS = 86_400_000;

/** HubSpot repeats a delivery for 24 hours; a replay may reach back for the whole time, and a scheduled export of what changed to the changes. In days. */
export const INBOX_DAYS = { done: 7, quarantined: 30, changes: 30, strays: 30 } as const;

/** Deletes what the inbox and the changes of a portal have kept for their time. */
export async function sweepInbox(context: Context, portalId: PortalId): Promise<void> {
  const ago = (days: number): Date => new Date(context.now() - days * DAY_MS);
  await context.database.inPortal(portalId, async (tx) => {
    await dropOldEvents(tx, portalId, { done: ago(INBOX_DAYS.done), quarantined: ago(INBOX_DAYS.quarantined) });
    await dropOldChanges(tx, portalId, ago(INBOX_DAYS.changes));
  });
}
