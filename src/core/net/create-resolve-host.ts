import type { LookupAddress } from 'node:dns';
import { lookup as lookUpName } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { isAllowedPlace } from './allowed-places.ts';
import type { AllowedPlace } from './allowed-places.ts';
import { isPublicAddress } from './is-public-address.ts';
import { OutboundRefusal } from './outbound-refusal.ts';
import type { ResolveHost } from './resolve-host.ts';

export type OutboundRules = {
  /** What the operator opened besides the open internet. */
  readonly allow: readonly AllowedPlace[];
  /** Default: the system's resolver. */
  readonly lookup?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Addresses of this machine; they are refused although they may be public. */
  readonly own?: () => readonly string[];
};

/**
 * The one door to hosts that customers name. The name is looked up once; when one of its addresses may not be reached
 * the whole name is refused, because the next look-up could turn them around (T34, T35).
 */
export function createResolveHost({ allow, lookup = lookUp, own = ownAddresses }: OutboundRules): ResolveHost {
  return async (host, port) => {
    const addresses = await lookup(host);
    const ours = new Set(own());
    for (const { address } of addresses) {
      if (isAllowedPlace(allow, address, port)) continue;
      if (!isPublicAddress(address) || ours.has(address)) throw new OutboundRefusal();
    }
    return addresses;
  };
}

async function lookUp(host: string): Promise<readonly LookupAddress[]> {
  return lookUpName(host, { all: true });
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).map(({ address }) => address);
}
