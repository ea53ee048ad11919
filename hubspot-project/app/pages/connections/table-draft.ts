import type { ConnectionLink, ConnectionTable, OfferedTable } from '@siderail/contract';

/** The kinds of records rows can belong to, in the order of the list. */
export const TYPES: readonly ConnectionLink['objectTypeId'][] = ['0-1', '0-2', '0-3', '0-5'];
const PROPERTIES = { '0-1': 'email', '0-2': 'domain', '0-3': 'hs_object_id', '0-5': 'hs_object_id' } as const;
const PROPERTY = /^[a-z0-9_]{1,100}$/;

/** The tables that can be shown: with a column that tells rows apart. */
export function usable(offers: readonly OfferedTable[]): readonly OfferedTable[] {
  return offers.filter(({ keys }) => keys.length > 0);
}

export function offerOf(offers: readonly OfferedTable[], place: { readonly schema: string; readonly table: string }): OfferedTable | undefined {
  return offers.find(({ schema, table }) => schema === place.schema && table === place.table);
}

/** A table that was just chosen, with what can be guessed of it. */
export function newTable({ schema, table, keys }: OfferedTable): ConnectionTable {
  return { title: table.replaceAll('_', ' '), schema, table, rowKey: keys[0] ?? '', portal: true, links: [] };
}

/** The same table somewhere else: what the other place does not have is guessed anew. */
export function movedTo(draft: ConnectionTable, { schema, table, keys, columns }: OfferedTable): ConnectionTable {
  const links = draft.links.map((link) => (columns.includes(link.column) ? link : { ...link, column: columns[0] ?? '' }));
  return { ...draft, schema, table, rowKey: keys.includes(draft.rowKey) ? draft.rowKey : keys[0] ?? '', links };
}

export function newLink(objectTypeId: ConnectionLink['objectTypeId'], offer: OfferedTable | undefined): ConnectionLink {
  return { objectTypeId, property: PROPERTIES[objectTypeId], take: 'value', column: offer?.columns[0] ?? '' };
}

/** Whether a text is the internal name of a property. */
export function isProperty(text: string): boolean {
  return PROPERTY.test(text);
}

/** Whether a table can be saved as it is in the form. */
export function isWhole({ title, rowKey, portal, links }: ConnectionTable): boolean {
  const linked = links.every(({ property, idProperty, column, through }) => isProperty(property) && (idProperty === undefined || isProperty(idProperty)) && column !== '' && through?.key !== '' && through?.match !== '');
  return title.trim() !== '' && rowKey !== '' && (portal || links.length > 0) && linked;
}
