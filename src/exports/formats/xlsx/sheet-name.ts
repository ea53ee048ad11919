/** Excel's limit, and the characters it refuses in a sheet's name. */
const LONGEST = 31;
const FORBIDDEN = /[[\]:*?/\\\p{Cc}\p{Cs}\uFFFE\uFFFF]+/gu;
// A name may not begin or end with an apostrophe; one that begins like a formula is kept from ever being read as one.
const HARMFUL_START = /^[\s'"=+\-@\u00A0\u200B-\u200F\u2060\uFEFF\uFF1D\uFF0B\uFF0D\uFF20]+/u;
const HARMFUL_END = /[\s']+$/;
/** Excel keeps this name for itself. */
const RESERVED = 'history';

/** The name of sheet `number`, counted from 1, of a table: allowed everywhere. */
export function sheetName(title: string, number: number): string {
  const cleaned = title.replace(FORBIDDEN, ' ').replace(HARMFUL_START, '').replace(HARMFUL_END, '').replace(/\s+/g, ' ');
  const name = cleaned === '' || cleaned.toLowerCase() === RESERVED ? 'Export' : cleaned;
  const suffix = number === 1 ? '' : ` (${number})`;
  return shorten(name, LONGEST - suffix.length) + suffix;
}

/** Never half a character. */
function shorten(name: string, units: number): string {
  if (name.length <= units) return name;
  return name.slice(0, units).replace(/[\uD800-\uDBFF]$/, '').replace(HARMFUL_END, '');
}
