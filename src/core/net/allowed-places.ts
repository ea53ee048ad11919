import ipaddr from 'ipaddr.js';
import { parse } from './parse-address.ts';
import type { Address } from './parse-address.ts';

/** Places the operator opened although they are not on the open internet. `port` null: every port. */
export type AllowedPlace = { readonly range: readonly [Address, number]; readonly port: number | null };

const ENTRY = /^(?:\[(?<inBrackets>[^\]]+)\]|(?<plain>[^[\]]+?))(?<=[\]0-9a-fA-F:])(?::(?<port>\d{1,5}))?$/;

/**
 * `10.20.0.0/16`, `127.0.0.1:5432`, `[fd00::/8]:5432`, comma-separated: addresses or ranges, each with or without a
 * port. Null when an entry is anything else.
 */
export function parseAllowedPlaces(text: string): readonly AllowedPlace[] | null {
  const places: AllowedPlace[] = [];
  for (const entry of text.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const place = parsePlace(entry);
    if (place === null) return null;
    places.push(place);
  }
  return places;
}

function parsePlace(entry: string): AllowedPlace | null {
  // An IPv6 address without brackets has no port: its last group would be mistaken for one.
  const whole = parseRange(entry);
  if (whole !== null) return { range: whole, port: null };
  const { inBrackets, plain, port } = ENTRY.exec(entry)?.groups ?? {};
  const range = parseRange(inBrackets ?? (plain?.includes(':') === true ? '' : plain ?? ''));
  const number = port === undefined ? null : Number(port);
  if (range === null || (number !== null && (number < 1 || number > 65_535))) return null;
  return { range, port: number };
}

function parseRange(text: string): readonly [Address, number] | null {
  const [address, bits, ...rest] = text.split('/');
  const parsed = parse(address ?? '');
  if (parsed === null || rest.length > 0) return null;
  const most = parsed.kind() === 'ipv4' ? 32 : 128;
  if (bits === undefined) return [parsed, most];
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? [parsed, Number(bits)] : null;
}

/** True when the operator opened this address on this port. */
export function isAllowedPlace(places: readonly AllowedPlace[], text: string, port: number): boolean {
  const address = parse(text);
  if (address === null) return false;
  return places.some((place) => {
    if (place.port !== null && place.port !== port) return false;
    const [range, bits] = place.range;
    if (address instanceof ipaddr.IPv4 && range instanceof ipaddr.IPv4) return address.match(range, bits);
    return address instanceof ipaddr.IPv6 && range instanceof ipaddr.IPv6 && address.match(range, bits);
  });
}
