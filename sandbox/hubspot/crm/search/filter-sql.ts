import { recordId } from '../../http/inputs.ts';
import { invalid } from '../../http/problems.ts';
import { objectTypeOf, type ObjectType } from '../object-types.ts';
import type { PropertyMap } from '../properties/property-catalog.ts';
import type { Filter, Search } from './parse-search.ts';
import { comparable, refuseEpoch, type Comparable } from './property-sql.ts';
import { tokenPattern } from './token-pattern.ts';

/** Adds a value to the statement's parameters and answers its placeholder. */
export type Bind = (value: unknown) => string;

/** The WHERE clause of a search over records `r`; groups are alternatives, filters of a group all hold. */
export function searchCondition(type: ObjectType, known: PropertyMap, search: Search, bind: Bind): string {
  const groups = search.filterGroups.filter(({ filters }) => filters.length > 0)
    .map(({ filters }) => filters.map((filter) => filterSql(type, known, filter, bind)).join(' AND '));
  const conditions = groups.length > 0 ? [`(${groups.map((group) => `(${group})`).join(' OR ')})`] : [];
  if (search.query) {
    const pattern = bind(`%${search.query.replace(/[\\%_]/g, '\\$&')}%`);
    const fields = type.searchable.map((name) => `r.properties ->> '${name}'`).join(', ');
    conditions.push(`concat_ws(' ', ${fields}) ILIKE ${pattern}`);
  }
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
}

function filterSql(type: ObjectType, known: PropertyMap, filter: Filter, bind: Bind): string {
  if (filter.propertyName.startsWith('associations.')) return associationSql(type, filter, bind);
  const field = comparable(type, known, filter.propertyName);
  const one = (value: string | undefined) => `${bind(field.normalise(required(filter, value)))}::${field.cast}`;
  switch (filter.operator) {
    case 'EQ': return `${field.sql} = ${one(filter.value)}`;
    case 'NEQ': return `${field.sql} <> ${one(filter.value)}`;
    case 'LT': return `${field.sql} < ${one(filter.value)}`;
    case 'LTE': return `${field.sql} <= ${one(filter.value)}`;
    case 'GT': return `${field.sql} > ${lowerBound(field, filter, one)}`;
    case 'GTE': return `${field.sql} >= ${lowerBound(field, filter, one)}`;
    case 'BETWEEN': return `${field.sql} BETWEEN ${lowerBound(field, filter, one)} AND ${one(filter.highValue)}`;
    case 'IN': return `${field.sql} = ANY(${list(field, filter, bind)})`;
    case 'NOT_IN': return `${field.sql} <> ALL(${list(field, filter, bind)})`;
    case 'HAS_PROPERTY': return `${field.sql} IS NOT NULL`;
    case 'NOT_HAS_PROPERTY': return `${field.sql} IS NULL`;
    case 'CONTAINS_TOKEN': return `${field.sql}::text ~* ${bind(tokenPattern(required(filter, filter.value)))}`;
    case 'NOT_CONTAINS_TOKEN': return `${field.sql}::text !~* ${bind(tokenPattern(required(filter, filter.value)))}`;
    default: return filter.operator satisfies never;
  }
}

function lowerBound(field: Comparable, filter: Filter, one: (value: string | undefined) => string): string {
  if (field.time) refuseEpoch(filter.value ?? '');
  return one(filter.value);
}

/** Text in a list must already be lower case to match anything, as HubSpot demands. */
function list(field: Comparable, filter: Filter, bind: Bind): string {
  if (!filter.values || filter.values.length === 0) throw invalid(`Filter on ${filter.propertyName} with ${filter.operator} needs 'values'.`);
  return `${bind(field.text ? filter.values : filter.values.map(field.normalise))}::${field.cast}[]`;
}

function required(filter: Filter, value: string | undefined): string {
  if (value === undefined) throw invalid(`Filter on ${filter.propertyName} with ${filter.operator} needs a value.`);
  return value;
}

/** `associations.company` and the like: records linked to one of the given records. */
function associationSql(type: ObjectType, filter: Filter, bind: Bind): string {
  const target = objectTypeOf(filter.propertyName.slice('associations.'.length));
  if (filter.operator !== 'EQ' && filter.operator !== 'IN') throw invalid(`${filter.operator} is not supported on ${filter.propertyName}`);
  const values = filter.operator === 'EQ' ? [required(filter, filter.value)] : filter.values ?? [];
  const ids = values.map((value) => {
    const parsed = recordId.safeParse(value);
    if (!parsed.success) throw invalid(`'${value}' is not a valid record id`);
    return parsed.data;
  });
  return `r.id IN (SELECT a.to_id FROM hubspot.associations AS a WHERE a.portal_id = $1 AND a.from_type = '${target.id}'
    AND a.from_id = ANY(${bind(ids)}::bigint[]) AND a.to_type = '${type.id}')`;
}
