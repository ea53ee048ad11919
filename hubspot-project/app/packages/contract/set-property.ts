import { z } from 'zod';
import { RecordRef } from './record-ref.ts';
import { TableQuery } from './view-table.ts';

/** What the action `set-property` is to do: write a row's value into a property that holds `before` (null: nothing), or take such a change back. */
export const SetPropertyInput = z.union([
  z.strictObject({ column: z.string().max(200), property: z.string().max(200), before: z.string().max(65_536).nullable() }),
  z.strictObject({ undo: z.string().max(12_000) }),
]);
export type SetPropertyInput = z.infer<typeof SetPropertyInput>;

/** POST /ui/preview-property: which values of a row go into which properties of the record, and what a change would be. Writes nothing. */
export const PreviewPropertyRequest = z.strictObject({
  record: RecordRef,
  query: TableQuery,
  rowKey: z.string().max(500),
  column: z.string().max(200).optional(),
  property: z.string().max(200).optional(),
});
export type PreviewPropertyRequest = z.infer<typeof PreviewPropertyRequest>;

export const PreviewPropertyResponse = z.strictObject({
  /** The row's values that can be written somewhere; those of masked columns are not among them. */
  values: z.array(z.strictObject({ column: z.string(), title: z.string(), value: z.string() })),
  /** The properties that may be set and take the chosen value; all that may be set while none is chosen. */
  properties: z.array(z.strictObject({ name: z.string(), label: z.string() })),
  /** There when both were chosen. Before and after in words; `holds` is what the click sends back. */
  change: z.strictObject({ label: z.string(), before: z.string().nullable(), after: z.string(), holds: z.string().nullable(), same: z.boolean() }).optional(),
});
export type PreviewPropertyResponse = z.infer<typeof PreviewPropertyResponse>;
