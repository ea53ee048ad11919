import { numberFormat } from './number-format.ts';

/** Write a decimal point, but separate lists by semicolon all the same. */
const SEMICOLON_REGIONS: readonly (string | undefined)[] = ['CH', 'LI'];

/** What separates the cells of a CSV file that a spreadsheet of this locale opens by itself: where the comma is the decimal sign it cannot be the comma. */
export function csvDelimiter(locale: string): 'comma' | 'semicolon' {
  if (SEMICOLON_REGIONS.includes(new Intl.Locale(locale).region)) return 'semicolon';
  const sign = numberFormat(locale, {}).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value;
  return sign === '.' || sign === undefined ? 'comma' : 'semicolon';
}
