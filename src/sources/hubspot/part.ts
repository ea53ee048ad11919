import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';

const Id = z.string().regex(/^[1-9]\d{0,18}$/);

/**
 * One stretch of a read, stored with the job. `scan`: records with from <= id < to of the portal, null for an open
 * end; `ordered` promises that HubSpot lists them by ascending id. `ids`: exactly these records.
 */
const Part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scan'), from: Id.nullable(), to: Id.nullable(), ordered: z.boolean() }),
  z.strictObject({ kind: z.literal('ids'), ids: z.array(Id).max(1_000) }),
]);
export type Part = z.infer<typeof Part>;

export function writePart(part: Part): string {
  return JSON.stringify(part);
}

/** Throws `internal`: parts come from our own plan. */
export function readPartText(text: string): Part {
  try {
    return Part.parse(JSON.parse(text));
  } catch {
    throw new AppError('internal', { detail: 'a stored part of a HubSpot read plan cannot be read' });
  }
}
