import { z } from 'zod';

/** What was sent to HubSpot on a day (UTC) for one area of the app. */
export const UsageDay = z.strictObject({ day: z.string(), area: z.string(), tries: z.number().int(), failed: z.number().int(), rateLimited: z.number().int() });
export type UsageDay = z.infer<typeof UsageDay>;

/** POST /ui/get-usage: admins only, the last 30 days. */
export const GetUsageRequest = z.strictObject({});
export type GetUsageRequest = z.infer<typeof GetUsageRequest>;
export const GetUsageResponse = z.strictObject({
  days: z.array(UsageDay),
  /** Shares from 0 to 1: what succeeded, and what HubSpot wants at least. */
  successRate: z.number(),
  line: z.number(),
  belowLine: z.boolean(),
  /** Finished files and their rows. */
  files: z.number().int(),
  rows: z.number().int(),
  /** What files and half-made ones take now, and may take. */
  storedBytes: z.number().int(),
  quotaBytes: z.number().int(),
});
export type GetUsageResponse = z.infer<typeof GetUsageResponse>;
