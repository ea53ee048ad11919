import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** What every source that needs a password has: an address with the password in it, and how the other side proves who it is. */
const Addressed = z.looseObject({ url: z.string().refine((url) => URL.canParse(url)), tls: z.unknown().optional() });

/**
 * New settings whose address names no password, completed with the stored one; null when they lead anywhere else than
 * the stored ones did, because the password is for that host, port, user and certificate and no other (T40).
 * Settings that bring a password of their own are returned as they are.
 */
export function keepPassword(stored: unknown, given: unknown): unknown {
  const [before, after] = [Addressed.safeParse(stored), Addressed.safeParse(given)];
  if (!before.success || !after.success) return given;
  const [from, to] = [new URL(before.data.url), new URL(after.data.url)];
  if (to.password !== '' || from.password === '') return given;
  const place = ({ protocol, hostname, port, username }: URL): string => JSON.stringify([protocol, hostname, port, username]);
  if (place(from) !== place(to) || !isDeepStrictEqual(before.data.tls ?? null, after.data.tls ?? null)) return null;
  to.password = from.password;
  return { ...after.data, url: to.toString() };
}
