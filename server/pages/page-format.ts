import type { SpokenLanguage } from '#contract';

export type PageFormat = {
  readonly number: (value: number) => string;
  readonly size: (bytes: number) => string;
  /** Day and time in UTC, said so: a page of ours does not know where its reader is. */
  readonly moment: (at: Date) => string;
};

const LOCALES: Readonly<Record<SpokenLanguage, string>> = { en: 'en-GB', de: 'de-DE' };

/** How our own pages write numbers and times in a language. */
export function pageFormat(language: SpokenLanguage): PageFormat {
  const locale = LOCALES[language];
  const number = new Intl.NumberFormat(locale);
  const rounded = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
  return {
    number: (value) => number.format(value),
    size: (bytes) => (bytes < 1_000_000 ? `${rounded.format(bytes / 1_000)} KB` : `${rounded.format(bytes / 1_000_000)} MB`),
    moment: (at) => `${clock.format(at)} UTC`,
  };
}
