const formats = new Map<string, Intl.DateTimeFormat>();

/** How far local time of an IANA zone is ahead of UTC at this moment, in milliseconds. Throws RangeError for an unknown zone. */
export function zoneOffset(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
    formats.set(timeZone, format);
  }
  const [month, day, year, hour, minute, second] = format.format(at).split(/\D+/).map(Number) as [number, number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
