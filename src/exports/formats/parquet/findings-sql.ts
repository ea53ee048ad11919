import type { ColumnType } from '#contract';

const PLAIN = String.raw`-?(0|[1-9]\d*)(\.\d+)?`;
const NUMBER = String.raw`-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|NaN|-?Infinity`;
const MOMENT = String.raw`\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?`;
/** Digits that a double keeps whatever they are. */
const EXACT_DIGITS = 15;

type Typed = Exclude<ColumnType, 'text'>;

/**
 * SQL for the shape of a value: 1 usual, 2 the other one (see Findings), 3 without a place in the type, null of null.
 * Shapes are checked before values are cast: DuckDB's casts also take blanks, underscores and much else.
 */
export function shapeSql(column: string, type: Typed): string {
  switch (type) {
    case 'number': return `case when ${is(column, PLAIN)} then 1 when ${is(column, NUMBER)} then 2 when ${column} is not null then 3 end`;
    case 'money': return `case when ${is(column, PLAIN)} then 1 when ${column} is not null then 3 end`;
    case 'date': return `case when strlen(${column}) = 10 and try_cast(${column} as date)::varchar = ${column} then 1 when ${column} is not null then 3 end`;
    case 'datetime': {
      // Before the year 1 DuckDB counts otherwise.
      const exists = `try_cast(${column} as timestamp) is not null and ${column} >= '0001'`;
      return `case when ${is(column, `${MOMENT}Z`)} then if(${exists}, 1, 3) when ${is(column, MOMENT)} then if(${exists}, 2, 3) when ${column} is not null then 3 end`;
    }
    case 'boolean': return `case when ${column} in ('true', 'false') then 1 when ${column} is not null then 3 end`;
  }
  return type satisfies never;
}

/** SQL for the findings of a column of texts whose shapes stand in another: a struct with the fields of `Findings`. */
export function findingsSql(column: string, shape: string, type: Typed): string {
  const numeric = type === 'number' || type === 'money';
  const point = `strpos(${column}, '.')`;
  return `{
    'values': count(${column}),
    'strange': count(*) filter (${shape} = 3),
    'other': count(*) filter (${shape} = 2),
    'inexact': ${type === 'number' ? `count(*) filter (${inexact(column, shape)})` : '0'},
    'whole': ${numeric ? `coalesce(max(if(${point} > 0, ${point} - 1, strlen(${column})) - starts_with(${column}, '-')::int), 0)` : '0'},
    'scale': ${numeric ? `coalesce(max(if(${point} > 0, strlen(${column}) - ${point}, 0)), 0)` : '0'}
  }`;
}

function is(column: string, pattern: string): string {
  return `regexp_full_match(${column}, '${pattern}')`;
}

/** CASE, because what stands behind it is dear and CASE looks only at the rows that come so far. */
function inexact(column: string, shape: string): string {
  return `case when ${shape} = 1 and strlen(${column}) <= ${EXACT_DIGITS} then false when ${column} in ('NaN', 'Infinity', '-Infinity') then false
    else coalesce(${digits(`try_cast(${column} as double)::varchar`)}, '') <> ${digits(column)} end`;
}

/** The digits of a number without sign, point, exponent and zeros at the ends: all that can differ between it and its double. */
function digits(text: string): string {
  return String.raw`trim(regexp_replace(regexp_replace(${text}, '[eE].*$', ''), '[-.]', '', 'g'), '0')`;
}
