import type { Cell, Column, SpokenLanguage } from '@siderail/contract';
import { formatDateTime } from './format-date-time.ts';
import { formatDate } from './format-date.ts';
import { formatMoney } from './format-money.ts';
import { formatNumber } from './format-number.ts';

const NOTHING = '–';

/** A cell as the person reads it. A dash stands for nothing. */
export function formatCell(cell: Cell | undefined, column: Column, locale: string, language: SpokenLanguage): string {
  if (cell === null || cell === undefined || cell === '') return NOTHING;
  switch (column.type) {
    case 'text':
      return cell;
    case 'number':
      return formatNumber(cell, locale);
    case 'money':
      return formatMoney(cell, locale, column.currency);
    case 'date':
      return formatDate(cell, locale);
    case 'datetime':
      return formatDateTime(cell, locale);
    case 'boolean':
      return formatBoolean(cell, language);
  }
  return column.type satisfies never;
}

function formatBoolean(cell: string, language: SpokenLanguage): string {
  if (cell === 'true') return language === 'de' ? 'Ja' : 'Yes';
  if (cell === 'false') return language === 'de' ? 'Nein' : 'No';
  return cell;
}
