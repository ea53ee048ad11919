import { AppError } from '../../core/errors/index.ts';
import type { SearchFilter } from '../../hubspot/index.ts';
import { wordsOf, type Condition } from './condition.ts';

/** Filters one search may combine. https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm */
const MOST_FILTERS = 6;

const OPERATORS = { eq: 'EQ', gt: 'GT', gte: 'GTE', lt: 'LT', lte: 'LTE' } as const;

/** Conditions in search's words, with the same meaning as `matches`. Throws `filter.invalid` when they are too many. */
export function toSearchFilters(conditions: readonly Condition[], own: readonly SearchFilter[] = []): SearchFilter[] {
  const filters = [...own, ...conditions.flatMap(toFilters)];
  if (filters.length <= MOST_FILTERS) return filters;
  throw new AppError('filter.invalid', { userMessage: 'HubSpot cannot combine that many conditions.', fix: 'Remove a condition, or look for fewer words.' });
}

function toFilters(condition: Condition): SearchFilter[] {
  const { property: propertyName } = condition;
  if (condition.operator === 'empty') return [{ propertyName, operator: 'NOT_HAS_PROPERTY' }];
  if (condition.operator === 'not_empty') return [{ propertyName, operator: 'HAS_PROPERTY' }];
  const { operator, value } = condition;
  if (operator === 'contains') return wordsOf(value).map((word) => ({ propertyName, operator: 'CONTAINS_TOKEN', value: `*${word}*` }));
  // Whether HubSpot's NEQ counts empty values is not documented; saying both makes it certain.
  if (operator === 'neq') return [{ propertyName, operator: 'HAS_PROPERTY' }, { propertyName, operator: 'NEQ', value }];
  return [{ propertyName, operator: OPERATORS[operator], value: condition.kind === 'time' ? afterEpoch(value) : value }];
}

/** HubSpot answers 500 to a range that begins at 1970-01-01 itself; no record is that old. */
function afterEpoch(milliseconds: string): string {
  return milliseconds === '0' ? '1' : milliseconds;
}
