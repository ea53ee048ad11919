const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds (`P1WT1H`); undefined for anything else and for nothing. */
export function durationMs(text: string): number | undefined {
  const found = PATTERN.exec(text);
  if (found === null) return undefined;
  const total = UNITS_MS.reduce((sum, unit, at) => sum + unit * Number(found[at + 1] ?? 0), 0);
  return total > 0 ? total : undefined;
}
