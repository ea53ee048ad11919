import { z } from 'zod';

/**
 * An export of what changed: of rows whose `column` says so, of those only linked differently, and of deleted ones. `since`:
 * ISO, the value of the filter by `column`, which is the query's last; null: everything, as before the first such run.
 */
export const ChangesSince = z.object({ column: z.string(), since: z.iso.datetime().nullable() });
export type ChangesSince = z.infer<typeof ChangesSince>;
