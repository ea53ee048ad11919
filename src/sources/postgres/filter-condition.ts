import type { Filter } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import type { CatalogueColumn } from './catalogue.ts';
import { compared } from './compared.ts';
import type { MappedColumn } from './mapped-table.ts';
import { instantRange } from '../database/instant-range.ts';
import type { Binder } from './statement.ts';
import { valueEquals } from './value-equals.ts';

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** SQL that is true for the rows a filter keeps. `neq` keeps rows without a value. Throws filter.invalid. */
export function filterCondition(column: MappedColumn, filter: Filter, binder: Binder): string {
  if (!column.shown.operators.includes(filter.operator)) throw invalid(column);
  const sql = compared('t', column.stored);
  const blank = column.shown.type === 'text' ? `(${sql} is null or ${sql}::text = '')` : `${sql} is null`;
  if (filter.operator === 'empty') return blank;
  if (filter.operator === 'not_empty') return `not (${blank})`;

  const { value } = filter;
  if (value === undefined || value.includes('\0')) throw invalid(column);
  switch (filter.operator) {
    case 'contains': return containsCondition(sql, value, binder);
    case 'eq': return equalsCondition(column, value, binder);
    case 'neq': return `(${equalsCondition(column, value, binder)}) is not true`;
    default: return orderedCondition(column, filter.operator, value, binder);
  }
}

function containsCondition(sql: string, value: string, binder: Binder): string {
  const pattern = `%${value.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  // The database's own collation: a column's may forbid pattern matching.
  return `${sql}::text collate "default" ilike ${binder.bind(pattern, 'text')} escape '\\'`;
}

function equalsCondition(column: MappedColumn, value: string, binder: Binder): string {
  const sql = compared('t', column.stored);
  switch (column.shown.type) {
    case 'text': return valueEquals('t', column.stored, value, binder);
    case 'number':
    case 'money': return `${sql} = ${bindNumber(column, value, binder)}`;
    case 'date': return `${sql} = ${bindDate(column, value, binder)}`;
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw invalid(column);
      return `${sql} = ${binder.bind(value, 'bool')}`;
    case 'datetime': {
      const { from, until, type } = instants(column, value);
      return `${sql} >= ${binder.bind(from, type)} and ${sql} < ${binder.bind(until, type)}`;
    }
  }
}

function orderedCondition(column: MappedColumn, operator: 'gt' | 'gte' | 'lt' | 'lte', value: string, binder: Binder): string {
  const sql = compared('t', column.stored);
  switch (column.shown.type) {
    case 'number':
    case 'money': return `${sql} ${SIGNS[operator]} ${bindNumber(column, value, binder)}`;
    case 'date': return `${sql} ${SIGNS[operator]} ${bindDate(column, value, binder)}`;
    case 'datetime': {
      const { from, until, type } = instants(column, value);
      const bound = binder.bind(operator === 'gt' || operator === 'lte' ? until : from, type);
      return `${sql} ${operator === 'gt' || operator === 'gte' ? '>=' : '<'} ${bound}`;
    }
    default: throw invalid(column);
  }
}

function instants(column: MappedColumn, value: string): { from: string; until: string; type: string } {
  const range = instantRange(value);
  if (range === null) throw invalid(column);
  const zoned = column.stored.kind === 'timestamptz';
  const text = (ms: number): string => (zoned ? new Date(ms).toISOString() : new Date(ms).toISOString().slice(0, -1));
  return { from: text(range.from), until: text(range.until), type: column.stored.sqlType };
}

function bindNumber(column: MappedColumn, value: string, binder: Binder): string {
  if (!/^-?\d{1,40}(\.\d{1,20})?$/.test(value)) throw invalid(column);
  return binder.bind(value, numberType(column.stored, value));
}

/** Compared in the column's own type where the value fits it, so that an index can serve. */
function numberType(stored: CatalogueColumn, value: string): string {
  if (stored.kind === 'float') return 'float8';
  return stored.kind === 'integer' && /^-?\d{1,18}$/.test(value) ? 'int8' : 'numeric';
}

function bindDate(column: MappedColumn, value: string, binder: Binder): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw invalid(column);
  const date = new Date(`${value}T00:00:00Z`);
  if (value.startsWith('0000') || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) throw invalid(column);
  return binder.bind(value, 'date');
}

function invalid(column: MappedColumn): AppError {
  return new AppError('filter.invalid', { userMessage: `The filter on “${column.shown.title}” cannot be used.` });
}
