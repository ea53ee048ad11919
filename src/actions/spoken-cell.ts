import type { Cell, Column, Reader } from '#contract';

/** A value as its reader's country writes it, moments in their time zone; what does not fit its column's type stays as the source gave it. */
export function spokenCell(cell: Cell | undefined, { type, currency }: Column, { language, locale }: Reader, timeZone: string): string {
  if (cell === null || cell === undefined || cell === '') return '';
  switch (type) {
    case 'text': return cell;
    case 'boolean': return cell === 'true' ? (language === 'de' ? 'Ja' : 'Yes') : cell === 'false' ? (language === 'de' ? 'Nein' : 'No') : cell;
    case 'number':
    case 'money': return amount(cell, locale, type === 'money' ? currency : undefined);
    case 'date': return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? moment(cell, locale, { dateStyle: 'medium', timeZone: 'UTC' }) : cell;
    case 'datetime': return moment(cell, locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  }
  return type satisfies never;
}

function amount(cell: string, locale: string, currency: string | undefined): string {
  if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(cell)) return cell;
  const style = currency === undefined || !/^[A-Z]{3}$/.test(currency) ? { maximumFractionDigits: 20 } : ({ style: 'currency', currency } as const);
  // The text itself, not a number made of it: 19 digits and more are kept.
  return new Intl.NumberFormat(locale, style).format(cell as `${number}`);
}

function moment(cell: string, locale: string, style: Intl.DateTimeFormatOptions): string {
  const at = Date.parse(cell);
  return Number.isNaN(at) ? cell : new Intl.DateTimeFormat(locale, style).format(at);
}
