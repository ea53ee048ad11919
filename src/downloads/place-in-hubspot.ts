import type { Context } from '../context/index.ts';
import type { Tx } from '../core/db/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import { findPlace } from './downloads.store.ts';

/** The page in HubSpot where the card with this export is: the record, or the account where it has none. */
export async function placeInHubSpot({ settings }: Pick<Context, 'settings'>, tx: Tx, portalId: PortalId, jobId: string): Promise<string> {
  const place = await findPlace(tx, jobId);
  const path = place === null ? `/contacts/${portalId}` : `/contacts/${portalId}/record/${place.objectTypeId}/${place.objectId}`;
  return `${settings.hubspotAppOrigin}${path}`;
}
