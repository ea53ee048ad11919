import { z } from 'zod';

/** What the page, or a script in place of a page, posts to `/portal/fetch`. */
export const CardRequest = z.object({
  url: z.string(),
  method: z.string().default('GET'),
  body: z.unknown(),
  headers: z.record(z.string(), z.string()).default({}),
  /** Milliseconds for both attempts together. */
  timeout: z.number().optional(),
  userId: z.number().int(),
  portalId: z.number().int().optional(),
});
export type CardRequest = z.infer<typeof CardRequest>;

/** What the card gets. `status` is the backend's, or the proxy's own for a call that never got an answer. */
export interface CardReply {
  status: number;
  body: unknown;
}

/** The proxy's own refusals have HubSpot's error shape. */
export function refusal(status: number, category: string, message: string): CardReply {
  return { status, body: { status: 'error', category, message } };
}
