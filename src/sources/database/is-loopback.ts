import { isIPv4 } from 'node:net';

/** True for this machine's own addresses, where a plain connection cannot be overheard on the way. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
