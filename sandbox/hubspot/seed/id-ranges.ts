/**
 * Where each type's record ids begin and how far apart they lie on average. Ids increase with gaps of uneven width,
 * and no two types share a range, so an id used with the wrong type is never found by luck.
 */
export const idRanges = {
  '0-1': { first: 100_000_000, step: 37 },
  '0-2': { first: 9_000_000_000, step: 41 },
  '0-3': { first: 20_000_000_000, step: 29 },
  '0-5': { first: 30_000_000_000, step: 31 },
  '0-7': { first: 1_200_000_000, step: 43 },
  '0-8': { first: 25_000_000_000, step: 23 },
  '0-27': { first: 60_000_000_000, step: 19 },
  '0-46': { first: 70_000_000_000, step: 17 },
} as const;

/** The first records of a type stand exactly one step apart, so that they can be named in code whatever the seed. */
export const UNSHIFTED = 10;

/** The id of record `i` (0-based) of a type, for `i` below `UNSHIFTED`. */
export function fixedId(objectType: keyof typeof idRanges, i: number): string {
  const range = idRanges[objectType];
  return String(range.first + i * range.step);
}

/** SQL for the id of record `index` of a type; `$2` is the salt. */
export function idSql(objectType: keyof typeof idRanges, index: string): string {
  const { first, step } = idRanges[objectType];
  return `(${first} + (${index}) * ${step} + CASE WHEN (${index}) < ${UNSHIFTED} THEN 0
    ELSE hubspot.hash((${index})::bigint, $2::bigint + 900) % ${step} END)`;
}
