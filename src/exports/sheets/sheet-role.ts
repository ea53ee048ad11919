import { z } from 'zod';
import { ChangesSince } from '../changes/changes-since.ts';

/** What the rows hang by: associations of HubSpot, with labels, or a value of the row they hang on. */
const By = z.enum(['associations', 'value']).default('associations');

/**
 * What a sheet of an export is. `table`: a table, read by itself, whole or only what changed. `parent`: the same, but only for the sake of another
 * sheet and not in the file. `related`: what hangs on the rows of sheet `of`. `flat`: the same, behind the columns of those rows.
 */
export const SheetRole = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('table'), changes: ChangesSince.optional() }),
  z.object({ kind: z.literal('parent') }),
  z.object({ kind: z.literal('related'), of: z.number().int(), by: By }),
  z.object({ kind: z.literal('flat'), of: z.number().int(), by: By }),
]);
export type SheetRole = z.infer<typeof SheetRole>;
