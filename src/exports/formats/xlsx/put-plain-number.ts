const [MINUS, POINT, ZERO, NINE] = [45, 46, 48, 57];
/** Digits, sign and point of a number that every double keeps. Longer ones are for isExactNumber. */
const LONGEST = 15;

/** Copies a short decimal number to `at` of `out` and gives the place behind it; -1 for anything else, even if it is a number. */
export function putPlainNumber(lines: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  if (to - from > LONGEST) return -1;
  const digits = lines[from] === MINUS ? from + 1 : from;
  let point = -1;
  for (let index = digits; index < to; index += 1) {
    const byte = lines[index]!;
    if (byte === POINT && point === -1) point = index;
    else if (byte < ZERO || byte > NINE) return -1;
  }
  const whole = (point === -1 ? to : point) - digits;
  if (whole === 0 || point === to - 1 || (whole > 1 && lines[digits] === ZERO)) return -1;
  for (let index = from; index < to; index += 1) out[at + index - from] = lines[index]!;
  return at + to - from;
}
