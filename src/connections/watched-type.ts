import type { Context } from '../context/index.ts';
import { parseTableId } from '../core/ids/table-id.ts';
import { HUBSPOT_CONNECTION } from './open-connection.ts';

/** The HubSpot object type whose records a table shows, so that their changes are its changes; null when we are told of none. */
export function watchedType(context: Context, tableId: string): { readonly objectTypeId: string; readonly scope: 'record' | 'portal' } | null {
  const { connection, table, scope } = parseTableId(tableId);
  if (connection !== HUBSPOT_CONNECTION.key || scope === 'related') return null;
  const source = context.sources.find(({ key }) => key === HUBSPOT_CONNECTION.sourceKey);
  const objectTypeId = source?.watchedType?.(table) ?? null;
  return objectTypeId === null ? null : { objectTypeId, scope };
}
