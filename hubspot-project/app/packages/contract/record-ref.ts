import { z } from 'zod';

/** The record a card stands on. Sent by the card, so untrusted: only the portal in the signed query is proof. */
export const RecordRef = z.strictObject({
  objectTypeId: z.enum(['0-1', '0-2', '0-3', '0-5']),
  objectId: z.string().regex(/^[1-9]\d{0,18}$/),
});
export type RecordRef = z.infer<typeof RecordRef>;
