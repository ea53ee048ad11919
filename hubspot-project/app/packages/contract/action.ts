import { z } from 'zod';
import { Reader } from './reader.ts';
import { RecordRef } from './record-ref.ts';
import { SetPropertyInput } from './set-property.ts';
import { TableQuery } from './view-table.ts';

/** Where a quick action's button stands: above the table, or on each row. */
export const ActionPlace = z.enum(['table', 'row']);

/** What a table must have for an action to be offered on it: rows that are HubSpot records, totals, the right to take rows away. */
export const ActionNeed = z.enum(['hubspot-rows', 'totals', 'export']);
export type ActionNeed = z.infer<typeof ActionNeed>;

/** What the card does by itself: read again; put the row's id, the row or the rows on screen on the clipboard. */
export const CardEffect = z.enum(['refresh', 'copy-row-key', 'copy-row', 'copy-page']);
export type CardEffect = z.infer<typeof CardEffect>;

/** `card` actions need no server: the card does them in the click. `server` actions go to /ui/run-action; so do `form` ones, once the card has asked for what they need. */
export const ActionSummary = z.discriminatedUnion('runs', [
  z.strictObject({ runs: z.literal('card'), name: z.string(), title: z.string(), place: ActionPlace, needs: ActionNeed.optional(), effect: CardEffect }),
  z.strictObject({ runs: z.literal('server'), name: z.string(), title: z.string(), place: ActionPlace, needs: ActionNeed.optional(), confirm: z.string().nullable() }),
  z.strictObject({ runs: z.literal('form'), name: z.string(), title: z.string(), place: ActionPlace, needs: ActionNeed.optional(), form: z.enum(['set-property']) }),
]);
export type ActionSummary = z.infer<typeof ActionSummary>;

/** POST /ui/run-action. One `requestId` per click: HubSpot repeats a request after a 5xx, the second gets the first's answer. */
export const RunActionRequest = z.strictObject({
  requestId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  name: z.string().max(100),
  record: RecordRef,
  query: TableQuery,
  rowKey: z.string().max(500).optional(),
  /** For `form` actions, and for them only. */
  input: SetPropertyInput.optional(),
  /** What the person reads: the answer's sentence is in their language, its numbers as their country writes them. */
  reader: Reader.optional(),
});
export type RunActionRequest = z.infer<typeof RunActionRequest>;

export const RunActionResponse = z.strictObject({
  message: z.string(),
  /** True when the table may have changed and should be read again. */
  refresh: z.boolean(),
  /** Where the result is, for the person to open: a card cannot open a page by itself. */
  link: z.strictObject({ url: z.url(), title: z.string() }).optional(),
  /** True when properties of the record on the page have changed. */
  recordChanged: z.boolean().optional(),
  /** By this the person takes the change back, for an hour. */
  undo: z.string().optional(),
});
export type RunActionResponse = z.infer<typeof RunActionResponse>;
