import type { Context } from '../../context/index.ts';
import type { PortalId } from '../../core/ids/portal-id.ts';

/** The page of a record in HubSpot, https://app.hubspot.com/contacts/<portal>/record/<object type>/<id>. */
export function recordUrl(context: Context, portalId: PortalId, { objectTypeId, objectId }: { readonly objectTypeId: string; readonly objectId: string }): string {
  return `${context.settings.hubspotAppOrigin}/contacts/${portalId}/record/${objectTypeId}/${objectId}`;
}
