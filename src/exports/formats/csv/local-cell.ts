import type { ColumnType, FileLocale } from '#contract';

type Manner = { readonly decimal: ',' | '.'; readonly day: (year: string, month: string, day: string) => string };

const POINTED: Manner['day'] = (year, month, day) => `${day}.${month}.${year}`;
const SLASHED: Manner['day'] = (year, month, day) => `${day}/${month}/${year}`;

/** What spreadsheets of these countries read as numbers and dates. No thousands separators: importers stumble over them. */
const MANNERS: Readonly<Record<FileLocale, Manner>> = {
  'de-DE': { decimal: ',', day: POINTED },
  'de-CH': { decimal: '.', day: POINTED },
  'fr-FR': { decimal: ',', day: SLASHED },
  'en-GB': { decimal: '.', day: SLASHED },
  'en-US': { decimal: '.', day: (year, month, day) => `${month}/${day}/${year}` },
};

const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** In UTC, or without a zone: another one is left as the source wrote it. */
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?:Z|\+00(?::?00)?)?$/;

/** A value as a country writes it: digits and marks of numbers and dates only, nothing a spreadsheet runs. Null: it has no such form and stays as it is. */
export type LocalCell = (value: string, type: ColumnType) => string | null;

export function localCell(locale: FileLocale): LocalCell {
  const { decimal, day: write } = MANNERS[locale];

  function moment(value: string): string | null {
    const [whole, year, month, day, time, fraction = ''] = MOMENT.exec(value) ?? [];
    if (whole === undefined) return null;
    const rest = fraction.replace(/0+$/, '');
    return `${write(year!, month!, day!)} ${time!}${rest === '' ? '' : decimal + rest}`;
  }

  return (value, type) => {
    if (type === 'number' || type === 'money') return NUMBER.test(value) ? value.replace('.', decimal) : null;
    if (type === 'datetime') return moment(value);
    if (type !== 'date') return null;
    const [whole, year, month, day] = DAY.exec(value) ?? [];
    return whole === undefined ? null : write(year!, month!, day!);
  };
}
