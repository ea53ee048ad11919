import type { Row } from '#contract';
import { associatedIds } from './associated-ids.ts';
import type { HubSpotQuery } from './hubspot-query.ts';
import { matches } from './matches.ts';
import { readByIds } from './read-by-ids.ts';

/** Rows by key that meet the query's filters. A record's table gives only rows that belong to the record, whatever key was sent. */
export async function rowsByKey(query: HubSpotQuery, keys: readonly string[]): Promise<readonly Row[]> {
  const wanted = [...new Set(keys)].filter((key) => /^[1-9]\d{0,18}$/.test(key));
  if (wanted.length === 0) return [];
  const own = query.source.table.scope === 'record' ? new Set(await associatedIds(query)) : null;
  const objects = await readByIds(query, own === null ? wanted : wanted.filter((key) => own.has(key)));
  return objects.filter((object) => matches(query.conditions, object)).map((object) => ({ key: object.id, cells: query.toCells(object) }));
}
