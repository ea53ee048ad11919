import { createHash } from 'node:crypto';
import type { PortalId } from '../../core/ids/portal-id.ts';

/** Identity of a portal's connection in this process: two portals never share one, even with equal settings. Holds no secret. */
export function connectionKey(portalId: PortalId, config: { readonly url: string; readonly tls?: unknown }): string {
  return `${portalId} ${createHash('sha256').update(JSON.stringify([config.url, config.tls ?? null])).digest('hex')}`;
}
