import { z } from 'zod';

/** POST /ui/disconnect: admins only. Takes the app out of the account and deletes everything it keeps of it. */
export const DisconnectRequest = z.strictObject({
  /** The account's number, as the person typed it: one click alone must not delete everything. */
  confirm: z.string().max(40),
});
export type DisconnectRequest = z.infer<typeof DisconnectRequest>;

export const DisconnectResponse = z.strictObject({ disconnected: z.literal(true) });
export type DisconnectResponse = z.infer<typeof DisconnectResponse>;
