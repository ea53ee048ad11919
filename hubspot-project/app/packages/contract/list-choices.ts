import { z } from 'zod';
import { RecordRef } from './record-ref.ts';

/** POST /ui/list-choices: what a column with `choices: 'labels'` can hold, for its filter. */
export const ListChoicesRequest = z.strictObject({ record: RecordRef, tableId: z.string().max(200), column: z.string().max(200) });
export type ListChoicesRequest = z.infer<typeof ListChoicesRequest>;

/** One choice: the internal value a filter names, and what people read. */
export const Choice = z.strictObject({ value: z.string(), label: z.string() });
export type Choice = z.infer<typeof Choice>;

/** `choices` is null when there are too many to choose from; a filter then takes the label or the internal value as typed. */
export const ListChoicesResponse = z.strictObject({ choices: z.array(Choice).nullable() });
export type ListChoicesResponse = z.infer<typeof ListChoicesResponse>;
