import { dayPart } from './day-part.ts';
import { putSerial } from './put-serial.ts';
import { readDay } from './read-day.ts';
import { twoDigits } from './two-digits.ts';

const [COLON, SPACE, POINT, PLUS, ZERO, BIG_T, BIG_Z] = [58, 32, 46, 43, 48, 84, 90];
const DATE_LENGTH = 10;
const TIME_LENGTH = 19;
const FRACTION_PLACES = 6;

/**
 * Writes the serial of YYYY-MM-DD hh:mm:ss, in UTC or without a zone, to the microsecond, to `at` of `out`, and gives the
 * place behind it; -1 is for momentSerial to look at.
 */
export function putMoment(lines: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  if (to - from < TIME_LENGTH || lines[from + 13] !== COLON || lines[from + 16] !== COLON) return -1;
  const between = lines[from + DATE_LENGTH];
  const day = between === BIG_T || between === SPACE ? readDay(lines, from) : -1;
  const hours = twoDigits(lines, from + 11);
  const minutes = twoDigits(lines, from + 14);
  const seconds = twoDigits(lines, from + 17);
  if (day === -1 || !(hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60)) return -1;
  let index = from + TIME_LENGTH;
  let fraction = 0;
  if (lines[index] === POINT && index < to) {
    let places = 0;
    for (index += 1; index < to; index += 1) {
      const digit = lines[index]! - ZERO;
      if (digit < 0 || digit > 9) break;
      fraction = fraction * 10 + digit;
      places += 1;
    }
    if (places === 0 || places > FRACTION_PLACES) return -1;
    for (; places < FRACTION_PLACES; places += 1) fraction *= 10;
  }
  if (!isUtc(lines, index, to)) return -1;
  return putSerial(day, dayPart(((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction), out, at);
}

/** Nothing, Z, +00, +0000 or +00:00. */
function isUtc(lines: Uint8Array, from: number, to: number): boolean {
  if (from === to) return true;
  if (lines[from] === BIG_Z) return from + 1 === to;
  if (lines[from] !== PLUS || twoDigits(lines, from + 1) !== 0) return false;
  if (to === from + 3) return true;
  const minutes = lines[from + 3] === COLON ? from + 4 : from + 3;
  return to === minutes + 2 && twoDigits(lines, minutes) === 0;
}
