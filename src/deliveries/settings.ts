import { z } from 'zod';
import { DestinationSettings } from '#contract';

/** What is sealed: what the admin entered, and for a webhook the secret its messages are signed with. */
export const Settings = z.union([
  z.strictObject({ kind: z.literal('webhook'), url: z.string(), secret: z.string() }),
  DestinationSettings,
]);
type Entered = Exclude<DestinationSettings, { kind: 'webhook' }>;
export type Settings = Entered | { readonly kind: 'webhook'; readonly url: string; readonly secret: string };
