import type { ColumnType } from '#contract';
import type { Findings } from './findings.ts';
import type { ParquetType } from './parquet-type.ts';

const TEXT: ParquetType = { kind: 'text' };
/** Money has at least this many decimal places, so that the type does not change with the rows of the day. */
const MONEY_SCALE = 2;

/**
 * The type that holds every value of a column just as it is; text where there is none:
 * - number: DOUBLE when the shortest way to write the double has the same digits (always so up to 15 of them);
 *   else a decimal when no value is in scientific notation, NaN or infinite;
 * - money: DECIMAL(18, s), with more than 18 digits DECIMAL(38, s); s is what the longest fraction needs, at least 2;
 * - date: the years 1 to 9999; datetime: the same, to the microsecond, in UTC when every value ends in Z, without a
 *   zone when none does;
 * - boolean: true and false.
 */
export function decideType(type: ColumnType, found: Findings): ParquetType {
  if (type === 'text' || found.strange > 0) return TEXT;
  switch (type) {
    case 'number': return found.inexact === 0 ? { kind: 'double' } : decimal(found, 0);
    case 'money': return decimal(found, MONEY_SCALE);
    case 'date': return { kind: 'date' };
    case 'datetime': return mixed(found) ? TEXT : { kind: 'timestamp', utc: found.other === 0 };
    case 'boolean': return { kind: 'boolean' };
  }
  return type satisfies never;
}

function decimal({ other, whole, scale }: Findings, leastScale: number): ParquetType {
  const places = Math.max(scale, leastScale);
  if (other > 0 || whole + places > 38) return TEXT;
  return { kind: 'decimal', digits: whole + places > 18 ? 38 : 18, scale: places };
}

function mixed({ other, values }: Findings): boolean {
  return other > 0 && other < values;
}
