import { isHostName } from './is-host-name.ts';
import { isPublicAddress } from './is-public-address.ts';
import { OutboundRefusal } from './outbound-refusal.ts';
import type { ResolveHost } from './resolve-host.ts';

export type Place = { readonly host: string; readonly port: number; readonly secure: boolean };

/**
 * The place behind a customer's web address, when it may be reached. Without TLS only into networks the operator opened:
 * over the open internet nothing goes in the clear. Throws OutboundRefusal or what the look-up throws.
 */
export async function checkAddress(url: URL, resolveHost: ResolveHost): Promise<Place> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'https:';
  if ((!secure && url.protocol !== 'http:') || !isHostName(host)) throw new OutboundRefusal();
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  const addresses = await resolveHost(host, port);
  if (!secure && addresses.some(({ address }) => isPublicAddress(address))) throw new OutboundRefusal();
  return { host, port, secure };
}
