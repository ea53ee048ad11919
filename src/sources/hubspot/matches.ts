import type { HubSpotObject } from '../../hubspot/index.ts';
import { wordsOf, type Condition } from './condition.ts';
import { compareDecimals, parseDecimal } from './decimal.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toMilliseconds } from './to-milliseconds.ts';

type Compared = Exclude<Condition['operator'], 'empty' | 'not_empty' | 'contains'>;

/** True when a record meets every condition; means exactly what the search built by `toSearchFilters` means. */
export function matches(conditions: readonly Condition[], { id, properties }: HubSpotObject): boolean {
  return conditions.every((condition) => meets(condition, condition.property === RECORD_ID ? id : (properties[condition.property] ?? '')));
}

function meets(condition: Condition, raw: string): boolean {
  if (condition.operator === 'empty') return raw === '';
  if (raw === '') return false;
  if (condition.operator === 'not_empty') return true;
  if (condition.operator === 'contains') {
    const words = wordsOf(raw);
    return wordsOf(condition.value).every((part) => words.some((word) => word.includes(part)));
  }
  const order = compare(condition, raw);
  return order !== null && holds(condition.operator, order);
}

/** How the cell stands to the condition's value; null when the cell is no such value. */
function compare(condition: Extract<Condition, { value: string }>, raw: string): number | null {
  const { kind, value } = condition;
  switch (kind) {
    case 'number': {
      const [left, right] = [parseDecimal(raw), parseDecimal(value)];
      return left === null || right === null ? null : compareDecimals(left, right);
    }
    case 'time': {
      const ms = toMilliseconds(raw);
      return ms === null ? null : ms - Number(value);
    }
    case 'choice':
      return raw === value ? 0 : 1;
    case 'text':
    case 'boolean':
      return raw.toLowerCase() === value.toLowerCase() ? 0 : 1;
    default:
      return kind satisfies never;
  }
}

function holds(operator: Compared, order: number): boolean {
  switch (operator) {
    case 'eq':
      return order === 0;
    case 'neq':
      return order !== 0;
    case 'gt':
      return order > 0;
    case 'gte':
      return order >= 0;
    case 'lt':
      return order < 0;
    case 'lte':
      return order <= 0;
    default:
      return operator satisfies never;
  }
}
