import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';

/** Ten batch reads: a checkpoint's worth. */
export const IDS_PER_PART = 1_000;

const Id = z.string().regex(/^[1-9]\d{0,18}$/);

/**
 * One stretch of a read, stored with the job. `scan`: records with from <= id < to of the portal, null for an open
 * end; `ordered` promises that HubSpot lists them by ascending id. `ids`: exactly these records.
 * `both`: records with from <= id < to that list or search may read; `rows` is about how many to expect, `searchFrom`
 * the time from which on search has had time to learn what changed before the export.
 */
const Part = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scan'), from: Id.nullable(), to: Id.nullable(), ordered: z.boolean() }),
  z.strictObject({ kind: z.literal('both'), from: Id.nullable(), to: Id, rows: z.number().int().min(0), searchFrom: z.number() }),
  z.strictObject({ kind: z.literal('ids'), ids: z.array(Id).max(IDS_PER_PART) }),
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
