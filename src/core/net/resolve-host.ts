import type { LookupAddress } from 'node:dns';

/**
 * Turns a customer's host into the addresses that may be connected to on this port. Throws when any of them must not
 * be reached. Whoever connects uses these addresses and never looks the name up again.
 */
export type ResolveHost = (host: string, port: number) => Promise<readonly LookupAddress[]>;
