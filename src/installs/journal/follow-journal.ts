import type { Context } from '../../context/index.ts';
import { PortalId } from '../../core/ids/portal-id.ts';
import { findNewestGrant } from '../installs.store.ts';
import { uninstallPortal } from '../uninstall-portal.ts';
import { moveOn, takeTurn } from './journal.store.ts';
import type { JournalClient, JournalPage } from './journal-client.ts';

/** A little less than the minute between looks, so that each look finds a turn free. */
const TURN_SECONDS = 50;
const FILES_A_TURN = 100;

export type FollowedJournal = { readonly client: JournalClient; readonly appId: string };

/**
 * Reads what HubSpot has written into its journal since the last time and wipes the portals that have uninstalled the app;
 * HubSpot tells it in no other way. The place moves on behind a file that has had its effect: what a crash leaves
 * undone is read again, and a second time does nothing.
 */
export async function followJournal(context: Context, journal: FollowedJournal, signal: AbortSignal): Promise<void> {
  const place = await takeTurn(context.database, TURN_SECONDS);
  if (place === null) return;
  let { offset } = place;
  if (offset === null) await journal.client.subscribe();
  for (let file = 0; file < FILES_A_TURN && !signal.aborted; file += 1) {
    const page = await journal.client.next(offset);
    if (page === null) return;
    if (page !== 'lost') for (const uninstall of page.uninstalls) await apply(context, journal.appId, uninstall);
    // HubSpot keeps three days: from the earliest there is, what was missed shows when a refresh fails.
    const to = page === 'lost' ? null : page.offset;
    if (page === 'lost') context.log.warn('the place in the journal is gone; reading from the earliest entry');
    if (!(await moveOn(context.database, offset, to))) return;
    offset = to;
  }
}

async function apply(context: Context, ownAppId: string, { portalId, at, appId }: JournalPage['uninstalls'][number]): Promise<void> {
  if (appId !== null && appId !== ownAppId) return;
  const known = PortalId.safeParse(portalId);
  if (!known.success) return;
  const { database, sealer, oauthClient } = context;
  const grant = await database.inPortal(known.data, (tx) => findNewestGrant(tx, known.data));
  // Installed again since.
  if (grant === null || grant.grantedAt > at) return;
  // What follows cannot be undone, so HubSpot is asked once more. A grant that is lost already is not asked with.
  if (grant.sealedRefreshToken !== null && await oauthClient.isAlive(await sealer.open(known.data, 'refresh_token', grant.sealedRefreshToken))) {
    context.log.warn({ portalId: known.data }, 'the journal says uninstalled, and HubSpot still takes the token; left as it is');
    return;
  }
  await uninstallPortal(context, { portalId: known.data, happenedAt: at });
}
