import type { Column, Filter } from '@siderail/contract';
import { momentToDay, type Format } from '@siderail/client';
import type { Texts } from '../texts/use-texts.ts';

/** What people call an internal value of a column of choices. */
export type ChoiceLabel = (column: string, value: string) => string;

type Words = { readonly format: Format; readonly label: ChoiceLabel; readonly texts: Texts };

/** A filter as a sentence: "Status is open", "Ordered is after Mar 3, 2026". */
export function describeFilter(filter: Filter, columns: readonly Column[], { format, label, texts }: Words): string {
  const column = columns.find(({ key }) => key === filter.column);
  if (column === undefined) return filter.column;
  const words = `${column.title} ${texts.operator(filter.operator, column.type === 'date' || column.type === 'datetime')}`;
  if (filter.value === undefined) return words;
  if (column.choices === 'labels') return `${words} ${label(column.key, filter.value)}`;
  if (column.type === 'datetime') return `${words} ${format.cell(momentToDay(filter.value), { ...column, type: 'date' })}`;
  return `${words} ${format.cell(filter.value, column)}`;
}
