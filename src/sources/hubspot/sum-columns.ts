import type { HubSpotObject } from '../../hubspot/index.ts';
import { associatedIds } from './associated-ids.ts';
import { addDecimals, formatDecimal, parseDecimal, type Decimal } from './decimal.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { matches } from './matches.ts';
import { readByIds } from './read-by-ids.ts';
import { STANDARD_PROPERTIES } from './standard-properties.ts';

/** Five batch reads: what fits into a click beside the page itself. */
const MOST_ROWS = 500;

/**
 * Exact sums of the number and money columns of a record's table; null for a whole portal's and above 500 rows.
 * Amounts in several currencies are not added up: their columns have no sum.
 */
export async function sumColumns(query: HubSpotQuery): Promise<Readonly<Record<string, string>> | null> {
  const { source, type } = query;
  const columns = source.table.columns.filter(({ key, type: kind }) => source.columns.includes(key) && (kind === 'number' || kind === 'money'));
  if (source.table.scope !== 'record' || columns.length === 0) return source.table.scope === 'record' ? {} : null;
  const ids = await associatedIds(query);
  if (ids.length > MOST_ROWS) return null;

  const currency = STANDARD_PROPERTIES[type.key].currency;
  const needed = [...columns.map(({ key }) => key), ...query.conditions.map(({ property }) => property), ...(currency === null ? [] : [currency])];
  const objects = (await readByIds({ ...query, properties: [...new Set(needed)] }, ids)).filter((object) => matches(query.conditions, object));
  const mixed = currency !== null && new Set(objects.map(({ properties }) => properties[currency]).filter(Boolean)).size > 1;

  const sums: Record<string, string> = {};
  for (const column of columns) {
    if (column.type === 'money' && mixed) continue;
    sums[column.key] = formatDecimal(sumOf(objects, column.key));
  }
  return sums;
}

function sumOf(objects: readonly HubSpotObject[], property: string): Decimal {
  let sum: Decimal = { units: 0n, scale: 0 };
  for (const { properties } of objects) {
    const value = parseDecimal(properties[property] ?? '');
    if (value !== null) sum = addDecimals(sum, value);
  }
  return sum;
}
