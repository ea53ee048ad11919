import type { RecordRef } from '#contract';
import { AppError } from '../../core/errors/index.ts';

export type ObjectKey = 'contacts' | 'companies' | 'deals' | 'tickets' | 'line_items';

/** An object type HubSpot brings along. `single` names it in search's `associations.<single>`. */
export type ObjectType = { readonly key: ObjectKey; readonly objectTypeId: string; readonly title: string; readonly single: string };

export const OBJECT_TYPES: Readonly<Record<ObjectKey, ObjectType>> = {
  contacts: { key: 'contacts', objectTypeId: '0-1', title: 'Contacts', single: 'contact' },
  companies: { key: 'companies', objectTypeId: '0-2', title: 'Companies', single: 'company' },
  deals: { key: 'deals', objectTypeId: '0-3', title: 'Deals', single: 'deal' },
  tickets: { key: 'tickets', objectTypeId: '0-5', title: 'Tickets', single: 'ticket' },
  line_items: { key: 'line_items', objectTypeId: '0-8', title: 'Line items', single: 'line_item' },
};

/** Tables of the whole portal. */
export const PORTAL_TABLES: readonly ObjectKey[] = ['contacts', 'companies', 'deals', 'tickets'];

/** Tables of one record, by the record's type. */
export const RECORD_TABLES: Readonly<Record<RecordRef['objectTypeId'], readonly ObjectKey[]>> = {
  '0-1': ['deals', 'tickets', 'companies'],
  '0-2': ['contacts', 'deals', 'tickets'],
  '0-3': ['line_items', 'contacts', 'companies'],
  '0-5': ['contacts', 'companies'],
};

/** The object type behind a table key; throws `table.unknown`. */
export function objectTypeOf(tableKey: string): ObjectType {
  const type = Object.values(OBJECT_TYPES).find(({ key }) => key === tableKey);
  if (type === undefined) throw new AppError('table.unknown', { detail: `no HubSpot table ${tableKey.slice(0, 100)}` });
  return type;
}

/** The name of a record's own type in search's `associations.<name>`. */
export function recordTypeName(record: RecordRef): string {
  const type = Object.values(OBJECT_TYPES).find(({ objectTypeId }) => objectTypeId === record.objectTypeId);
  if (type === undefined) throw new AppError('table.unknown', { detail: `no object type ${record.objectTypeId}` });
  return type.single;
}
