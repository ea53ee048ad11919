const ZERO = 48;

/** Writes a whole number from 0 to 2^31 in `places` digits to `at` of `out`, and gives the place behind it. */
export function putDigits(value: number, places: number, out: Uint8Array, at: number): number {
  let rest = value | 0;
  for (let place = at + places - 1; place >= at; place -= 1) {
    const next = (rest / 10) | 0;
    out[place] = ZERO + rest - next * 10;
    rest = next;
  }
  return at + places;
}
