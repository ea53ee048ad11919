import { z } from 'zod';

/** A record id on the wire: digits, as text or (in bodies) as a number. */
export const recordId = z.union([z.string().regex(/^\d{1,18}$/), z.number().int().nonnegative()])
  .transform((id) => String(id));

/** `a,b`, or the parameter repeated, or both. */
export const nameList = z.union([z.string(), z.array(z.string())]).default([])
  .transform((value) => [value].flat().flatMap((part) => part.split(',')).map((part) => part.trim()).filter(Boolean));

/** `limit` in a query: a whole number from 1 to `max`; more is refused, not cut. */
export function limitParam(max: number, fallback: number) {
  return z.string().regex(/^\d{1,9}$/).default(String(fallback)).transform(Number)
    .refine((limit) => limit >= 1 && limit <= max, { message: `limit must be between 1 and ${max}` });
}

export const booleanParam = z.enum(['true', 'false']).default('false').transform((value) => value === 'true');
