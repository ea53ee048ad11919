import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';

/** Where a part goes on: HubSpot's list cursor and the last id before it, behind a record id with so many rows read, a place in the part's own ids, or nowhere. */
const PartCursor = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('page'), after: z.string().max(500), last: z.string().nullable() }),
  z.strictObject({ at: z.literal('behind'), last: z.string().regex(/^\d{1,19}$/), read: z.number().int().min(0) }),
  z.strictObject({ at: z.literal('id'), index: z.number().int().min(0) }),
  z.strictObject({ at: z.literal('end') }),
]);
export type PartCursor = z.infer<typeof PartCursor>;

export const END: PartCursor = { at: 'end' };

export function writePartCursor(cursor: PartCursor): string {
  return JSON.stringify(cursor);
}

/** Throws `internal`: cursors come from our own checkpoints. */
export function readPartCursor(text: string): PartCursor {
  try {
    return PartCursor.parse(JSON.parse(text));
  } catch {
    throw new AppError('internal', { detail: 'a stored cursor of a HubSpot read cannot be read' });
  }
}
