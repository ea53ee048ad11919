import { z } from 'zod';

/** What a second pass has done so far: records named as changed, and what became of their rows. */
export const Tally = z.object({
  changed: z.number().int(),
  replaced: z.number().int(),
  added: z.number().int(),
  leftOut: z.number().int(),
  calls: z.number().int(),
});
export type Tally = z.infer<typeof Tally>;

export const NOTHING: Tally = { changed: 0, replaced: 0, added: 0, leftOut: 0, calls: 0 };

export function addTally(one: Tally, other: Tally): Tally {
  return {
    changed: one.changed + other.changed,
    replaced: one.replaced + other.replaced,
    added: one.added + other.added,
    leftOut: one.leftOut + other.leftOut,
    calls: one.calls + other.calls,
  };
}
