import { lookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';

/** Turns a host name into the addresses that may be connected to; throws for those that may not. */
export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

/** The one place where a customer's host becomes addresses: whatever must not be reached is to be refused here. */
export async function resolveHost(host: string): Promise<readonly LookupAddress[]> {
  return lookup(host, { all: true });
}
