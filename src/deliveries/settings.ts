import { z } from 'zod';
import { DestinationSettings } from '#contract';

/** A secret that was replaced and still signs beside the new one. */
const OldSecret = z.strictObject({ secret: z.string(), until: z.iso.datetime() });

/** What is sealed: what the admin entered, and for a webhook the secret its messages are signed with. */
export const Settings = z.union([
  z.strictObject({ kind: z.literal('webhook'), url: z.string(), secret: z.string(), before: z.array(OldSecret).optional() }),
  DestinationSettings,
]);
type Entered = Exclude<DestinationSettings, { kind: 'webhook' }>;
export type WebhookSettings = { readonly kind: 'webhook'; readonly url: string; readonly secret: string; readonly before?: readonly z.infer<typeof OldSecret>[] | undefined };
export type Settings = Entered | WebhookSettings;
