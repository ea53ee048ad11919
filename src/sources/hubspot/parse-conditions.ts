import type { Column, Filter } from '#contract';
import { z } from 'zod';
import { AppError } from '../../core/errors/index.ts';
import type { PropertyDefinition } from '../../hubspot/index.ts';
import type { ChoiceWords, WordsByProperty } from './choice-words.ts';
import { wordsOf, type Condition, type ValueKind } from './condition.ts';
import { parseDecimal } from './decimal.ts';
import { RECORD_ID } from './standard-properties.ts';

const IsoDate = z.iso.date();
const IsoDateTime = z.iso.datetime({ offset: true });

/** Filters as conditions, each value checked against its column's type. Throws `filter.invalid`, `column.unknown`. */
export function parseConditions(filters: readonly Filter[], columns: readonly Column[], definitions: readonly PropertyDefinition[], words: WordsByProperty): Condition[] {
  return filters.map((filter) => {
    const column = columns.find(({ key }) => key === filter.column);
    if (column === undefined) throw new AppError('column.unknown', { detail: 'a filter names a column the table does not have' });
    if (!column.operators.includes(filter.operator)) throw new AppError('filter.invalid', { userMessage: `${column.title} cannot be filtered like that.` });
    return toCondition(filter, column, definitions.find(({ name }) => name === filter.column), words.get(filter.column));
  });
}

function toCondition(filter: Filter, column: Column, definition: PropertyDefinition | undefined, words: ChoiceWords | undefined): Condition {
  const kind = kindOf(column, definition);
  const { operator } = filter;
  if (operator === 'empty' || operator === 'not_empty') return { property: column.key, kind, operator };
  const value = normalise(filter.value?.trim() ?? '', column, kind, words);
  if (operator === 'contains' && wordsOf(value).length === 0) throw invalid(column, 'Type at least one letter or digit to look for.');
  return { property: column.key, kind, operator, value };
}

function kindOf(column: Column, definition: PropertyDefinition | undefined): ValueKind {
  if (column.type === 'number' || column.type === 'money') return 'number';
  if (column.type === 'date' || column.type === 'datetime') return 'time';
  if (column.type === 'boolean') return 'boolean';
  return definition?.type === 'enumeration' ? 'choice' : 'text';
}

function normalise(value: string, column: Column, kind: ValueKind, words: ChoiceWords | undefined): string {
  if (value === '') throw invalid(column, 'Type a value, or use "is empty".');
  if (column.key === RECORD_ID && !/^[1-9]\d{0,17}$/.test(value)) throw invalid(column, 'Type the number of a record.');
  if (kind === 'choice') return choiceOf(value, words);
  if (kind === 'boolean' && value !== 'true' && value !== 'false') throw invalid(column, 'Choose yes or no.');
  if (kind === 'number' && !(/^-?\d{1,30}(\.\d{1,30})?$/.test(value) && parseDecimal(value) !== null)) throw invalid(column, 'Type a number such as 1200.50.');
  if (kind !== 'time') return value;
  const isTime = IsoDate.safeParse(value).success || (column.type === 'datetime' && IsoDateTime.safeParse(value).success);
  if (!isTime) throw invalid(column, 'Type a date such as 2026-03-31.');
  return String(Date.parse(value));
}

/** People read labels, HubSpot compares internal values; either spelling is taken, the internal value first. */
function choiceOf(value: string, words: ChoiceWords | undefined): string {
  const labels = words?.labels;
  if (labels === undefined || labels.has(value)) return value;
  const wanted = value.toLowerCase();
  for (const [internal, label] of labels) if (internal.toLowerCase() === wanted || label.toLowerCase() === wanted) return internal;
  return value;
}

function invalid(column: Column, fix: string): AppError {
  return new AppError('filter.invalid', { userMessage: `The value for ${column.title} cannot be used.`, fix });
}
