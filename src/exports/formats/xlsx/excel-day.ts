/** Days from Excel's day 0 to 1970-01-01. */
const EPOCH = 25_569;
/** 1900-03-01. Before it programs disagree, because Excel believes in a 29 February 1900. */
export const FIRST_DAY = 61;
/** Days of a common year before each month, and behind it. */
const BEFORE = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
/** Days from 1 January of the year 1 to 1970-01-01. */
const UNIX_EPOCH = 719_162;

/** Excel's number of a day; -1 for what is no day from 1900-03-01 to 9999-12-31. */
export function excelDay(year: number, month: number, day: number): number {
  if (!(year >= 1900 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return -1;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 1 : 0;
  if (day > BEFORE[month + 1]! - BEFORE[month]! + (month === 2 ? leap : 0)) return -1;
  const past = year - 1;
  const years = past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const serial = years + BEFORE[month]! + (month > 2 ? leap : 0) + day - 1 - UNIX_EPOCH + EPOCH;
  return serial >= FIRST_DAY ? serial : -1;
}
