import { parse } from './parse-address.ts';

/**
 * True for addresses of the open internet. What is private, of this machine, of the link, a cloud's metadata,
 * multicast, reserved, or carries an IPv4 address inside (mapped ones are judged as the IPv4 address they are;
 * NAT64, 6to4, Teredo and IPv4-compatible ones are refused) is not.
 */
export function isPublicAddress(text: string): boolean {
  const address = parse(text);
  if (address === null || address.range() !== 'unicast') return false;
  // IANA gives out 2000::/3 only; everything else is special or not in use (IPv6 address space, read 2026-11-22).
  return address.kind() === 'ipv4' || (address.toByteArray()[0]! & 0xe0) === 0x20;
}
