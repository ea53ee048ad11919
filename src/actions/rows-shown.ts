import type { Reader } from '#contract';

/** "25 of 1,204 rows" in the reader's words, "25 rows" when the source cannot count. */
export function rowsShown(shown: number, total: number | null, { language, locale }: Reader): string {
  const number = new Intl.NumberFormat(locale);
  if (total === null) return `${number.format(shown)} ${language === 'de' ? 'Zeilen' : 'rows'}`;
  return language === 'de' ? `${number.format(shown)} von ${number.format(total)} Zeilen` : `${number.format(shown)} of ${number.format(total)} rows`;
}
