import type { RecordRef } from '#contract';
import { AppError } from '../../core/errors/index.ts';
import { readProperties, type CallContext, type HubSpotGateway } from '../../hubspot/index.ts';
import type { SourceTable } from '../define-source.ts';
import { OBJECT_TYPES, PORTAL_TABLES, RECORD_TABLES, type ObjectKey } from './object-type.ts';
import { RECORD_ID } from './standard-properties.ts';
import { toColumns, toDefaultColumns } from './to-columns.ts';

const OWNER = 'hubspot_owner_id';

/** The record's tables first, then the portal's, then what can be joined to their rows. A type the portal gave no access to is left out, the others stay. */
export async function listTables(gateway: HubSpotGateway, at: CallContext, record: RecordRef | null, options: { readonly anew: boolean }): Promise<readonly SourceTable[]> {
  const ofRecord = record === null ? [] : RECORD_TABLES[record.objectTypeId];
  const keys = Object.values(OBJECT_TYPES).map(({ key }) => key);
  const columns = new Map(await Promise.all(keys.map(async (key) => [key, await columnsOf(gateway, at, key, options)] as const)));

  const tables = (some: readonly ObjectKey[], scope: SourceTable['scope']): SourceTable[] =>
    some.flatMap((key) => {
      const known = columns.get(key);
      return known == null ? [] : [toTable(key, scope, known, readable.filter((other) => other !== key))];
    });
  const readable = keys.filter((key) => columns.get(key) != null);
  return [...tables(ofRecord, 'record'), ...tables(PORTAL_TABLES, 'portal'), ...tables(keys, 'related')];
}

async function columnsOf(gateway: HubSpotGateway, at: CallContext, key: ObjectKey, options: { readonly anew: boolean }): Promise<SourceTable['columns'] | null> {
  try {
    return toColumns(key, await readProperties(gateway, at, OBJECT_TYPES[key].objectTypeId, options));
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'hubspot.missing_scope') throw thrown;
    gateway.log.warn({ portalId: at.portalId, table: key }, 'HubSpot table left out: no access granted');
    return null;
  }
}

function toTable(key: ObjectKey, scope: SourceTable['scope'], columns: SourceTable['columns'], others: readonly string[]): SourceTable {
  return {
    key,
    title: scope === 'portal' ? `All ${OBJECT_TYPES[key].title.toLowerCase()}` : OBJECT_TYPES[key].title,
    scope,
    columns,
    defaultColumns: toDefaultColumns(key, columns),
    capabilities: { count: true, sort: true, filter: true, totals: scope === 'record', export: true },
    keyColumn: RECORD_ID,
    ...(columns.some((column) => column.key === OWNER) ? { ownerColumn: OWNER } : {}),
    ...(scope === 'related' ? {} : { related: others }),
  };
}
