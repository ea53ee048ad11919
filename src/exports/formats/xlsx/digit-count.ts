/** Decimal digits of a whole number from 0 to 2^31. */
export function digitCount(value: number): number {
  let digits = 1;
  for (let limit = 10; value >= limit; limit *= 10) digits += 1;
  return digits;
}
