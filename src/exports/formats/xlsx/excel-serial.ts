const DAY_MS = 86_400_000;
/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH = 25_569;
/** 1900-03-01. Before it programs disagree, because Excel believes in a 29 February 1900. */
const FIRST = 61;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Excel's number for YYYY-MM-DD; null for what is no date of the years 1900 (from March) to 9999. */
export function dateSerial(text: string): number | null {
  const found = DATE.exec(text);
  return found === null ? null : daysOf(found[1]!, found[2]!, found[3]!);
}

/** Excel's number for an ISO 8601 date-time, in UTC; one without a zone is taken as it stands. Null for anything else. */
export function momentSerial(text: string): number | null {
  const found = MOMENT.exec(text);
  if (found === null) return null;
  const days = daysOf(found[1]!, found[2]!, found[3]!);
  const hours = Number(found[4]);
  const minutes = Number(found[5]);
  const seconds = Number(found[6] ?? 0);
  if (days === null || hours > 23 || minutes > 59 || seconds > 59) return null;
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + (found[7] === undefined ? 0 : Number(`0.${found[7]}`) * 1000);
  const serial = days + (ms - offsetMs(found[8])) / DAY_MS;
  return serial >= FIRST ? serial : null;
}

function daysOf(yearText: string, monthText: string, dayText: string): number | null {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const serial = Date.UTC(year, month - 1, day) / DAY_MS + EPOCH;
  return serial >= FIRST ? serial : null;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
