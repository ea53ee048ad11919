import { z } from 'zod';

/** Something a new account has to do. `details` are names, such as those of scopes; `link` is where it is done. */
export const SetupStep = z.strictObject({
  name: z.enum(['scopes', 'cards', 'connection', 'mail']),
  state: z.enum(['done', 'open', 'broken']),
  details: z.array(z.string()),
  link: z.string().nullable(),
});
export type SetupStep = z.infer<typeof SetupStep>;

/** POST /ui/get-setup: what is set up in this account and what is missing. */
export const GetSetupRequest = z.strictObject({});
export type GetSetupRequest = z.infer<typeof GetSetupRequest>;
export const GetSetupResponse = z.strictObject({ steps: z.array(SetupStep), admin: z.boolean() });
export type GetSetupResponse = z.infer<typeof GetSetupResponse>;
