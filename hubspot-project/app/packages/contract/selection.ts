import { z } from 'zod';
import { RecordRef } from './record-ref.ts';

/** Records one selection may hold, and ids one call may bring: 20,000 of them are under half a megabyte. */
export const SELECTION_LIMIT = 100_000;
export const SELECTION_PAGE = 20_000;

/**
 * POST /ui/add-to-selection: one page of the ids a person has selected in a list, all of one object type. `selectionId` is made
 * by the sender, so that a page sent twice counts once; the selection can be used when all `pages` are there.
 */
export const AddToSelectionRequest = z.strictObject({
  selectionId: z.uuid(),
  objectTypeId: RecordRef.shape.objectTypeId,
  page: z.number().int().min(0),
  pages: z.number().int().min(1).max(SELECTION_LIMIT / SELECTION_PAGE),
  ids: z.array(RecordRef.shape.objectId).min(1).max(SELECTION_PAGE),
}).refine(({ page, pages }) => page < pages, { path: ['page'], message: 'there is no such page' });
export type AddToSelectionRequest = z.infer<typeof AddToSelectionRequest>;

/** `records`: different ones that have arrived so far. */
export const AddToSelectionResponse = z.strictObject({ records: z.number().int(), complete: z.boolean() });
export type AddToSelectionResponse = z.infer<typeof AddToSelectionResponse>;
