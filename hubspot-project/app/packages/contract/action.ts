import { z } from 'zod';
import { RecordRef } from './record-ref.ts';
import { TableQuery } from './view-table.ts';

/** Where a quick action's button stands: above the table, or on each row. */
export const ActionPlace = z.enum(['table', 'row']);

/** `card` actions need no server: the card does them in the click. `server` actions go to /ui/run-action. */
export const ActionSummary = z.discriminatedUnion('runs', [
  z.strictObject({ runs: z.literal('card'), name: z.string(), title: z.string(), place: ActionPlace, effect: z.enum(['refresh', 'copy-row-key']) }),
  z.strictObject({ runs: z.literal('server'), name: z.string(), title: z.string(), place: ActionPlace, confirm: z.string().nullable() }),
]);
export type ActionSummary = z.infer<typeof ActionSummary>;

/** POST /ui/run-action. One `requestId` per click: HubSpot repeats a request after a 5xx, the second gets the first's answer. */
export const RunActionRequest = z.strictObject({
  requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  name: z.string().max(100),
  record: RecordRef,
  query: TableQuery,
  rowKey: z.string().max(500).optional(),
});
export type RunActionRequest = z.infer<typeof RunActionRequest>;

export const RunActionResponse = z.strictObject({
  message: z.string(),
  /** True when the table may have changed and should be read again. */
  refresh: z.boolean(),
});
export type RunActionResponse = z.infer<typeof RunActionResponse>;
