/** Half fixed, half chance: 0.5 s doubling to 8 s, so that callers that failed together do not return together. */
export function backoffMs(attempt: number, random: () => number): number {
  const whole = Math.min(8_000, 500 * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}
