import { excelDay } from './excel-day.ts';
import { twoDigits } from './two-digits.ts';

const DASH = 45;

/** Excel's number of the day written as YYYY-MM-DD at `from`; -1 for what is no such day. */
export function readDay(lines: Uint8Array, from: number): number {
  if (lines[from + 4] !== DASH || lines[from + 7] !== DASH) return -1;
  const century = twoDigits(lines, from);
  const year = twoDigits(lines, from + 2);
  return century < 0 || year < 0 ? -1 : excelDay(century * 100 + year, twoDigits(lines, from + 5), twoDigits(lines, from + 8));
}
