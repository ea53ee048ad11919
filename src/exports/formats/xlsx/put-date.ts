import { putSerial } from './put-serial.ts';
import { readDay } from './read-day.ts';

const LENGTH = 10;

/** Writes the serial of YYYY-MM-DD to `at` of `out` and gives the place behind it; -1 for what is no such date. */
export function putDate(lines: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  const day = to - from === LENGTH ? readDay(lines, from) : -1;
  return day === -1 ? -1 : putSerial(day, 0, out, at);
}
