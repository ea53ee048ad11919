import { z } from 'zod';

/** A row that an export left out; `corrected`: under which key it is looked for now. */
export const RepairRow = z.object({ key: z.string().min(1).max(500), corrected: z.string().min(1).max(500).optional() });
export type RepairRow = z.infer<typeof RepairRow>;

/** What an export repairs: the job it is of, and the rows it reads again, each once. */
export const Repair = z.object({ of: z.uuid(), rows: z.array(RepairRow).min(1).max(1_000) });
export type Repair = z.infer<typeof Repair>;

/** The keys to read, in the order of the rows; two rows corrected to the same one are one. */
export function keysOf({ rows }: Pick<Repair, 'rows'>): readonly string[] {
  return [...new Set(rows.map(({ key, corrected }) => corrected ?? key))];
}
