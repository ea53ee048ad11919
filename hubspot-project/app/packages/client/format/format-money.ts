import { formatNumber } from './format-number.ts';
import { numberFormat } from './number-format.ts';

/** An amount, with its currency when the column has one (ISO 4217). */
export function formatMoney(value: string, locale: string, currency?: string): string {
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) return formatNumber(value, locale, { minimumFractionDigits: 2 });
  return formatNumber(value, locale, { style: 'currency', currency, maximumFractionDigits: currencyDigits(currency) });
}

function currencyDigits(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
