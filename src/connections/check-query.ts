import type { Column, Filter, TableQuery } from '#contract';
import { AppError } from '../core/errors/index.ts';
import type { SourceQuery, SourceTable } from '../sources/define-source.ts';

/** The query as the source may trust it: known columns (the default ones when none are named), allowed filters and sort. */
export function checkQuery(table: SourceTable, query: TableQuery): SourceQuery {
  const columns = new Map(table.columns.map((column) => [column.key, column]));
  const wanted = query.columns.length > 0 ? query.columns : table.defaultColumns;
  for (const key of wanted) {
    if (!columns.has(key)) throw new AppError('column.unknown', { detail: `table ${table.key} has no such column` });
  }
  if (new Set(wanted).size !== wanted.length) throw new AppError('column.unknown', { userMessage: 'A column is named twice.', fix: 'Choose each column once.' });

  for (const filter of query.filters) checkFilter(table, columns.get(filter.column), filter);

  if (query.sort !== undefined && !(table.capabilities.sort && columns.get(query.sort.column)?.sortable)) {
    throw new AppError('sort.invalid');
  }
  return { table, record: query.record, columns: wanted, filters: query.filters, sort: query.sort ?? null };
}

function checkFilter(table: SourceTable, column: Column | undefined, filter: Filter): void {
  if (column === undefined || !table.capabilities.filter) throw new AppError('filter.invalid', { userMessage: 'This table cannot be filtered by that column.' });
  if (!column.operators.includes(filter.operator)) {
    throw new AppError('filter.invalid', { userMessage: `“${column.title}” cannot be compared in that way.` });
  }
  const needsValue = filter.operator !== 'empty' && filter.operator !== 'not_empty';
  if (!needsValue) return;
  const value = filter.value ?? '';
  if (value === '') throw new AppError('filter.invalid', { userMessage: `The filter on “${column.title}” has no value.`, fix: 'Enter a value or remove the filter.' });
  if (!fits(column, value)) {
    throw new AppError('filter.invalid', { userMessage: `“${value.slice(0, 40)}” does not fit “${column.title}”.`, fix: hint(column), detail: `a filter value does not fit the ${column.type} column ${column.key}` });
  }
}

function fits(column: Column, value: string): boolean {
  switch (column.type) {
    case 'text': return !value.includes('\0');
    case 'number':
    case 'money': return /^-?\d{1,30}(\.\d{1,15})?$/.test(value);
    case 'date': return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'datetime': return /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(value) && !Number.isNaN(Date.parse(value));
    case 'boolean': return value === 'true' || value === 'false';
  }
}

function hint(column: Column): string {
  switch (column.type) {
    case 'text': return 'Enter a text.';
    case 'number':
    case 'money': return 'Enter a number such as 1250.50.';
    case 'date':
    case 'datetime': return 'Enter a date such as 2026-11-22.';
    case 'boolean': return 'Choose yes or no.';
  }
}
