const ZERO = 0x30;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const UPPER_T = 0x54;
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Bytes of `YYYY-MM-DDTHH:MM:SS`. */
const SECONDS_END = 19;
const MICROSECOND_DIGITS = 6;

/** Whether a day of the years 1 to 9999 stands at `at` as `YYYY-MM-DD`, and one that exists. */
export function isDay(bytes: Buffer, at: number): boolean {
  const year = 100 * pair(bytes, at) + pair(bytes, at + 2);
  const month = pair(bytes, at + 5);
  const day = pair(bytes, at + 8);
  // A pair that is not one is NaN, and all comparisons with it are false.
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH || !(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= DAYS[month]! || (month === 2 && day === 29 && isLeap(year));
}

/** Whether bytes[start, end) is `YYYY-MM-DDTHH:MM:SS`, with up to six digits of a second behind a point. */
export function isMoment(bytes: Buffer, start: number, end: number): boolean {
  const length = end - start;
  if (length < SECONDS_END || !isDay(bytes, start) || bytes[start + 10] !== UPPER_T) return false;
  if (bytes[start + 13] !== COLON || bytes[start + 16] !== COLON) return false;
  if (!(pair(bytes, start + 11) <= 23 && pair(bytes, start + 14) <= 59 && pair(bytes, start + 17) <= 59)) return false;
  if (length === SECONDS_END) return true;
  const digits = length - SECONDS_END - 1;
  if (bytes[start + SECONDS_END] !== POINT || digits < 1 || digits > MICROSECOND_DIGITS) return false;
  for (let at = end - digits; at < end; at += 1) if (!isDigit(bytes[at]!)) return false;
  return true;
}

function pair(bytes: Buffer, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? 10 * (tens - ZERO) + ones - ZERO : NaN;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
