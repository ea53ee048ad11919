import { DAY_MICROSECONDS, DAY_PLACES, dayPart } from './day-part.ts';
import { FIRST_DAY, excelDay } from './excel-day.ts';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const MOMENT = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** Excel's number for YYYY-MM-DD; null for what is no date of the years 1900 (from March) to 9999. */
export function dateSerial(text: string): string | null {
  const found = DATE.exec(text);
  const day = found === null ? -1 : excelDay(Number(found[1]), Number(found[2]), Number(found[3]));
  return day === -1 ? null : String(day);
}

/** Excel's number for an ISO 8601 date-time, in UTC; one without a zone is taken as it stands. Null for anything else. */
export function momentSerial(text: string): string | null {
  const found = MOMENT.exec(text);
  if (found === null) return null;
  const day = excelDay(Number(found[1]), Number(found[2]), Number(found[3]));
  const hours = Number(found[4]);
  const minutes = Number(found[5]);
  const seconds = Number(found[6] ?? 0);
  if (day === -1 || hours > 23 || minutes > 59 || seconds > 59) return null;
  const fraction = Number((found[7] ?? '').padEnd(6, '0').slice(0, 6));
  const ofDay = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + fraction - offsetMicroseconds(found[8]);
  const days = Math.floor(ofDay / DAY_MICROSECONDS);
  if (day + days < FIRST_DAY) return null;
  const part = dayPart(ofDay - days * DAY_MICROSECONDS);
  return part === 0 ? String(day + days) : `${day + days}.${String(part).padStart(DAY_PLACES, '0').replace(/0+$/, '')}`;
}

function offsetMicroseconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + (zone.length > 3 ? Number(zone.slice(-2)) : 0);
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000_000;
}
