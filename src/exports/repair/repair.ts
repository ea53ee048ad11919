import { z } from 'zod';

/** A row that an export left out, by its key; `corrected`: under which key it is looked for now. */
export type RepairRow = { readonly key: string; readonly corrected?: string | undefined };

/** What an export repairs: the job it is of, how many rows it reads again, whether it writes corrected values first, and whether those take back what the job had written. */
export const Repair = z.object({
  of: z.uuid(),
  // Of before the rows had a table of their own.
  rows: z.union([z.number().int(), z.array(z.unknown()).transform((rows) => rows.length)]),
  writes: z.boolean().default(false),
  undo: z.boolean().default(false),
});
export type Repair = z.infer<typeof Repair>;

/** One row as it is sent back. `shown`: marks of the values the person saw, by column; `wanted`: new values; `refused`: why it is not taken. */
export type PickedRow = {
  readonly sheet: number;
  readonly place: number;
  readonly key: string;
  readonly corrected: boolean;
  readonly shown?: Readonly<Record<string, string>>;
  readonly wanted?: Readonly<Record<string, string>>;
  readonly refused?: string;
};
