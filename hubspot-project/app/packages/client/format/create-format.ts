import type { Cell, Column, FileLocale, SpokenLanguage } from '@siderail/contract';
import { csvDelimiter } from './csv-delimiter.ts';
import { fileLocale } from './file-locale.ts';
import { formatAge } from './format-age.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCell } from './format-cell.ts';
import { formatDate } from './format-date.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { formatTime } from './format-time.ts';
import { knownLocale } from './known-locale.ts';

/** All formatting of one card, in one locale (BCP 47). */
export type Format = {
  readonly cell: (cell: Cell | undefined, column: Column) => string;
  readonly number: (value: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly duration: (seconds: number) => string;
  readonly time: (iso: string) => string;
  /** A calendar day, YYYY-MM-DD. */
  readonly day: (day: string) => string;
  /** "as of 14:03, 20 s ago" */
  readonly asOf: (iso: string, now: number) => string;
  /** Of CSV files that this person's spreadsheet opens by itself. */
  readonly delimiter: 'comma' | 'semicolon';
  /** How numbers and dates stand in them; null: as programs read them. */
  readonly fileLocale: FileLocale | null;
};

/** `language` is that of the words. HubSpot gives locales with an underscore or a hyphen, or none; an unknown one falls back to English. */
export function createFormat(wanted: string | undefined, language: SpokenLanguage = 'en'): Format {
  const locale = knownLocale(wanted);
  return {
    cell: (cell, column) => formatCell(cell, column, locale, language),
    number: (value) => formatNumber(value, locale),
    bytes: (bytes) => formatBytes(bytes, locale),
    duration: formatDuration,
    time: (iso) => formatTime(iso, locale, Date.now()),
    day: (day) => formatDate(day, locale),
    asOf: (iso, now) => `${language === 'de' ? 'Stand' : 'as of'} ${formatTime(iso, locale, now)}, ${formatAge(now - Date.parse(iso), language)}`,
    delimiter: csvDelimiter(locale),
    fileLocale: fileLocale(locale),
  };
}
