import type { FilterOperator } from '@siderail/contract';
import type { Language } from '../language.ts';

type Words = Readonly<Record<FilterOperator, string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  en: { eq: 'is', neq: 'is not', contains: 'contains', gt: 'is more than', gte: 'is at least', lt: 'is less than', lte: 'is at most', empty: 'is empty', not_empty: 'is not empty' },
  de: { eq: 'ist', neq: 'ist nicht', contains: 'enthält', gt: 'ist mehr als', gte: 'ist mindestens', lt: 'ist weniger als', lte: 'ist höchstens', empty: 'ist leer', not_empty: 'ist nicht leer' },
};
const OF_DAYS: Readonly<Record<Language, Partial<Words>>> = {
  en: { gt: 'is after', gte: 'is on or after', lt: 'is before', lte: 'is on or before' },
  de: { gt: 'ist nach', gte: 'ist am oder nach', lt: 'ist vor', lte: 'ist am oder vor' },
};

/** What a condition on a column is called; `day`: its values are days or moments. */
export function operatorWord(language: Language, operator: FilterOperator, day: boolean): string {
  return (day ? OF_DAYS[language][operator] : undefined) ?? WORDS[language][operator];
}
