/** A shorter number is part of too many others. */
const FEWEST_DIGITS = 4;

/** Whether two ids are the same but for what stands around their digits: `C-000002` and `000002`. */
export function sameNumber(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => text.replaceAll(/\D/g, ''));
  return a !== undefined && a.length >= FEWEST_DIGITS && a === b;
}
