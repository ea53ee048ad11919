import type { ColumnType } from '#contract';

const PLAIN = String.raw`-?(0|[1-9]\d*)(\.\d+)?`;
const NUMBER = String.raw`-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|NaN|-?Infinity`;
const MOMENT = String.raw`\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?`;
/** Digits that a double keeps whatever they are. */
const EXACT_DIGITS = 15;

/**
 * SQL for the findings of a column of texts: a struct with the fields of `Findings`. Shapes are checked before values
 * are cast, since DuckDB's casts also take blanks, underscores and much else; and by CASE where it is dear, since a
 * filter with AND looks at every row.
 */
export function findingsSql(column: string, type: Exclude<ColumnType, 'text'>): string {
  const { strange, other = 'false', inexact = 'false', whole = '0', scale = '0' } = rulesOf(column, type);
  return `{
    'values': count(${column}),
    'strange': count(*) filter (${strange}),
    'other': count(*) filter (${other}),
    'inexact': count(*) filter (${inexact}),
    'whole': coalesce(max(${whole}), 0),
    'scale': coalesce(max(${scale}), 0)
  }`;
}

type Rules = { readonly strange: string; readonly other?: string; readonly inexact?: string; readonly whole?: string; readonly scale?: string };

function rulesOf(column: string, type: Exclude<ColumnType, 'text'>): Rules {
  switch (type) {
    case 'number': return {
      strange: `case when ${is(column, PLAIN)} then false else not ${is(column, NUMBER)} end`,
      other: `not ${is(column, PLAIN)}`,
      inexact: `case when strlen(${column}) <= ${EXACT_DIGITS} and ${is(column, PLAIN)} or ${column} in ('NaN', 'Infinity', '-Infinity') then false
        else coalesce(${digits(`try_cast(${column} as double)::varchar`)}, '') <> ${digits(column)} end`,
      ...places(column),
    };
    case 'money': return { strange: `not ${is(column, PLAIN)}`, ...places(column) };
    case 'date': return { strange: `strlen(${column}) <> 10 or coalesce(try_cast(${column} as date)::varchar, '') <> ${column}` };
    case 'datetime': return {
      strange: `case when ${is(column, `${MOMENT}Z`)} then ${isNoMoment(column)} when ${is(column, MOMENT)} then ${isNoMoment(column)} else ${column} is not null end`,
      other: `not ${is(column, `${MOMENT}Z`)}`,
    };
    case 'boolean': return { strange: `${column} not in ('true', 'false')` };
  }
  return type satisfies never;
}

function is(column: string, pattern: string): string {
  return `regexp_full_match(${column}, '${pattern}')`;
}

/** Of the right shape, but no such day; or before the year 1, which DuckDB counts otherwise. */
function isNoMoment(column: string): string {
  return `try_cast(${column} as timestamp) is null or ${column} < '0001'`;
}

/** Digits before and behind the point. */
function places(column: string): Required<Pick<Rules, 'whole' | 'scale'>> {
  const point = `strpos(${column}, '.')`;
  return {
    whole: `case when ${point} > 0 then ${point} - 1 else strlen(${column}) end - starts_with(${column}, '-')::int`,
    scale: `case when ${point} > 0 then strlen(${column}) - ${point} else 0 end`,
  };
}

/** The digits of a number without sign, point, exponent and zeros at the ends: all that can differ between it and its double. */
function digits(text: string): string {
  return String.raw`trim(regexp_replace(regexp_replace(${text}, '[eE].*$', ''), '[-.]', '', 'g'), '0')`;
}
