import type { Context } from '../context/index.ts';
import type { PortalId } from '../core/ids/portal-id.ts';
import type { DestinationRow } from './deliveries.store.ts';
import { Settings } from './settings.ts';

/** A destination's settings with their secrets. Throws when they were sealed for another portal or destination. */
export async function openSettings(context: Context, portalId: PortalId, destination: DestinationRow): Promise<Settings> {
  const settings = Settings.parse(JSON.parse(await context.sealer.open(portalId, `destination:${destination.id}`, destination.sealedSettings)));
  if (settings.kind !== destination.kind) throw new Error('a destination holds the settings of another kind');
  return settings as Settings;
}
