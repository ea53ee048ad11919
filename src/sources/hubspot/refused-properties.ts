import { AppError } from '../../core/errors/index.ts';
import { fitsUrl, listObjects } from '../../hubspot/index.ts';
import type { SourceQuery, UnreadableColumn } from '../define-source.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { propertyOf } from './property-of.ts';
import { RECORD_ID } from './standard-properties.ts';

/** What HubSpot refused of a query, by property; the parts of one export share it. */
const refusals = new WeakMap<SourceQuery, Map<string, string>>();

function refusalsOf(source: SourceQuery): Map<string, string> {
  const known = refusals.get(source) ?? new Map<string, string>();
  refusals.set(source, known);
  return known;
}

/** The query without what HubSpot refused; the columns of those properties stay, empty. */
export function withoutRefused(query: HubSpotQuery): HubSpotQuery {
  const refused = refusalsOf(query.source);
  return refused.size === 0 ? query : { ...query, properties: query.properties.filter((name) => !refused.has(name)) };
}

/** The columns that are empty because of it. */
export function unreadableColumns({ source }: HubSpotQuery): { unreadable?: readonly UnreadableColumn[] } {
  const refused = refusalsOf(source);
  if (refused.size === 0) return {};
  return { unreadable: source.columns.flatMap((column) => (refused.has(propertyOf(column)) ? [{ column, reason: refused.get(propertyOf(column)) ?? '' }] : [])) };
}

/**
 * After a refused read: true when it is because of single properties, which are remembered, so that the read can go on
 * without them. False when HubSpot refuses the records themselves, or what a filter needs: the export then cannot go on.
 */
export async function isPropertyRefused(query: HubSpotQuery, tried: HubSpotQuery, thrown: unknown): Promise<boolean> {
  if (!isRefusal(thrown)) return false;
  const known = refusalsOf(query.source);
  // Another part has found it out meanwhile.
  if (tried.properties.some((name) => known.has(name))) return true;
  if (!(await isGiven(query, [RECORD_ID]))) return false;
  const refused = await refusedAmong(query, tried.properties);
  if (refused.length === 0 || query.conditions.some(({ property }) => refused.includes(property))) return false;
  for (const name of refused) known.set(name, 'HubSpot does not give this property out to us any more');
  query.gateway.log.warn({ portalId: query.at.portalId, table: query.type.key, properties: refused }, 'HubSpot refuses properties, reading goes on without them');
  return true;
}

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof AppError && (thrown.code === 'source.refused' || thrown.code === 'hubspot.missing_scope' || thrown.code === 'hubspot.rejected');
}

async function refusedAmong(query: HubSpotQuery, names: readonly string[]): Promise<readonly string[]> {
  if (names.length === 0 || (await isGiven(query, names))) return [];
  if (names.length === 1) return names;
  const middle = Math.ceil(names.length / 2);
  return [...(await refusedAmong(query, names.slice(0, middle))), ...(await refusedAmong(query, names.slice(middle)))];
}

/** True when one record can be read with these properties. */
async function isGiven({ gateway, at, type }: HubSpotQuery, names: readonly string[]): Promise<boolean> {
  // Too many for one address are told apart by halves, like refused ones.
  if (fitsUrl(names).rest.length > 0) return false;
  try {
    await listObjects(gateway, at, { objectType: type.objectTypeId, properties: names, limit: 1, after: null });
    return true;
  } catch (thrown) {
    if (isRefusal(thrown)) return false;
    throw thrown;
  }
}
