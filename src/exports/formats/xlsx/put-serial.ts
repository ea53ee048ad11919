import { DAY_PLACES } from './day-part.ts';
import { digitCount } from './digit-count.ts';
import { putDigits } from './put-digits.ts';

const [ZERO, POINT] = [48, 46];
const HALF = 100_000;
const HALF_PLACES = 5;

/** Writes a day and a part of it (dayPart) as momentSerial does to `at` of `out`, and gives the place behind it. */
export function putSerial(day: number, part: number, out: Uint8Array, at: number): number {
  const behindDay = putDigits(day, digitCount(day), out, at);
  if (part === 0) return behindDay;
  out[behindDay] = POINT;
  // In two, because eleven digits do not fit in 32 bits.
  const upper = Math.floor(part / HALF);
  const middle = putDigits(upper, DAY_PLACES - HALF_PLACES, out, behindDay + 1);
  let end = putDigits(part - upper * HALF, HALF_PLACES, out, middle);
  while (out[end - 1] === ZERO) end -= 1;
  return end;
}
