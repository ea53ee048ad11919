import type { Filter } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import { asText, boundAs, compared } from './compared.ts';
import { instantRange } from '../database/instant-range.ts';
import type { MappedColumn } from './mapped-table.ts';
import { bound, sql, words } from './sql.ts';
import type { Sql } from './sql.ts';
import { valueEquals } from './value-equals.ts';

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** SQL that is true for the rows a filter keeps. `neq` keeps rows without a value. Throws filter.invalid. */
export function filterCondition(column: MappedColumn, filter: Filter): Sql {
  if (!column.shown.operators.includes(filter.operator)) throw invalid(column);
  const blank = blankCondition(column);
  if (filter.operator === 'empty') return blank;
  if (filter.operator === 'not_empty') return sql`not (${blank})`;

  const { value } = filter;
  if (value === undefined || value.includes('\0')) throw invalid(column);
  switch (filter.operator) {
    case 'contains': return containsCondition(asText('t', column.stored), value);
    case 'eq': return equalsCondition(column, value);
    case 'neq': return sql`(${equalsCondition(column, value)}) is not true`;
    default: return orderedCondition(column, filter.operator, value);
  }
}

/** `is null` would also be true for 0000-00-00 in a column that is never empty; and '' equals '  ' by most collations. */
function blankCondition(column: MappedColumn): Sql {
  const isNull = sql`(${compared('t', column.stored)} <=> null)`;
  return column.shown.type === 'text' ? sql`(${isNull} or octet_length(${asText('t', column.stored)}) = 0)` : isNull;
}

/** In any case of letters, but with their accents: as PostgreSQL's ILIKE has it, whatever the column's own collation says. */
function containsCondition(text: Sql, value: string): Sql {
  const pattern = `%${value.replaceAll(/[|%_]/g, (sign) => `|${sign}`)}%`;
  return sql`lower(convert(${text} using utf8mb4)) collate utf8mb4_bin like lower(convert(${bound(pattern)} using utf8mb4)) collate utf8mb4_bin escape '|'`;
}

function equalsCondition(column: MappedColumn, value: string): Sql {
  const { stored } = column;
  switch (column.shown.type) {
    case 'text': return valueEquals('t', stored, value);
    case 'number':
    case 'money': return sql`${compared('t', stored)} = ${boundNumber(column, value)}`;
    case 'date': return sql`${compared('t', stored)} = ${boundDate(column, value)}`;
    case 'boolean':
      if (value !== 'true' && value !== 'false') throw invalid(column);
      return sql`${compared('t', stored)} ${words(value === 'true' ? '<>' : '=')} 0`;
    case 'datetime': {
      const { from, until } = instants(column, value);
      return sql`(${compared('t', stored)} >= ${from} and ${compared('t', stored)} < ${until})`;
    }
  }
}

function orderedCondition(column: MappedColumn, operator: 'gt' | 'gte' | 'lt' | 'lte', value: string): Sql {
  const stored = compared('t', column.stored);
  const sign = words(SIGNS[operator]);
  switch (column.shown.type) {
    case 'number':
    case 'money': return sql`${stored} ${sign} ${boundNumber(column, value)}`;
    case 'date': return sql`${stored} ${sign} ${boundDate(column, value)}`;
    case 'datetime': {
      const { from, until } = instants(column, value);
      const end = operator === 'gt' || operator === 'lte' ? until : from;
      return sql`${stored} ${words(operator === 'gt' || operator === 'gte' ? '>=' : '<')} ${end}`;
    }
    default: throw invalid(column);
  }
}

/** Every session is in UTC, which is how the server compares a TIMESTAMP; a DATETIME has no zone and is taken as it stands. */
function instants(column: MappedColumn, value: string): { from: Sql; until: Sql } {
  const range = instantRange(value);
  if (range === null || range.until > Date.UTC(9999, 11, 31, 23, 59, 59, 999)) throw invalid(column);
  const at = (ms: number): Sql => boundAs(column.stored, new Date(ms).toISOString().slice(0, -1).replace('T', ' '));
  return { from: at(range.from), until: at(range.until) };
}

function boundNumber(column: MappedColumn, value: string): Sql {
  if (!/^-?\d{1,40}(\.\d{1,20})?$/.test(value)) throw invalid(column);
  const { kind } = column.stored;
  if (kind === 'float' || kind === 'double') return boundAs(column.stored, value);
  // In the column's own type where the value fits it, so that an index can serve.
  const fits = kind === 'integer' ? /^-?\d{1,18}$/ : /^\d{1,18}$/;
  if ((kind === 'integer' || kind === 'unsigned') && fits.test(value)) return boundAs(column.stored, value);
  return sql`cast(${bound(value)} as decimal(65,20))`;
}

function boundDate(column: MappedColumn, value: string): Sql {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) throw invalid(column);
  const date = new Date(`${value}T00:00:00Z`);
  if (value.startsWith('0000') || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) throw invalid(column);
  return boundAs(column.stored, value);
}

function invalid(column: MappedColumn): AppError {
  return new AppError('filter.invalid', { userMessage: `The filter on “${column.shown.title}” cannot be used.` });
}
