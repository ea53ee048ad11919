const ID = /\b(?:S[0-4]\.\d{1,2}|[DCPWB]\d{1,2}|[TFGH]\d{1,2})\b/g;
const RANGE = /\b([TFGH])(\d{1,2})\s?[-–]\s?\1?(\d{1,2})\b/g;

/** The requirement, threat, fault, goal and HubSpot criterion ids that a test's name says it shows: `S0.18`, `T13`, `F41-F43` (all three). */
export function idsIn(name: string): readonly string[] {
  const ids = new Set(name.match(ID) ?? []);
  for (const [, letter = '', first = '', last = ''] of name.matchAll(RANGE)) {
    for (let number = Number(first); number <= Number(last); number += 1) ids.add(`${letter}${number}`);
  }
  return [...ids];
}
