import { numberFormat } from './number-format.ts';

/** A number written with a decimal point, in the person's way of writing it. What is no number stays as it is. */
export function formatNumber(value: string | number, locale: string, options: Intl.NumberFormatOptions = {}): string {
  const text = String(value).trim();
  if (text === '' || !Number.isFinite(Number(text))) return text;
  // The formatter takes decimal strings as they are (ECMAScript 2023): more digits than a double holds survive.
  return numberFormat(locale, { maximumFractionDigits: 10, ...options }).format(text as `${number}`);
}
