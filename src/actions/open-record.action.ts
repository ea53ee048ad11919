import { watchedType } from '../connections/index.ts';
import { AppError } from '../core/errors/index.ts';
import { defineAction } from './define-action.ts';
import { findRow } from './find-row.ts';

/** The way to the row's own page in HubSpot. The row is looked up first: a deleted record says so instead of an empty page. */
export const openRecordAction = defineAction({
  summary: { runs: 'server', name: 'open-record', title: 'Open in HubSpot', place: 'row', needs: 'hubspot-rows', confirm: null },
  german: { title: 'In HubSpot öffnen' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: [],
  async run(context, { caller, table, tableId, rowKey, reader }) {
    const type = watchedType(context, tableId);
    if (type === null) throw new AppError('action.unknown', { detail: `the rows of ${tableId} are no records of HubSpot` });
    const { row } = await findRow(table, rowKey!);
    const url = `${context.settings.hubspotAppOrigin}/contacts/${caller.portalId}/record/${type.objectTypeId}/${encodeURIComponent(row.key)}`;
    const name = row.cells.find((cell) => cell !== null && cell !== row.key) ?? row.key;
    const message = reader.language === 'de' ? `Der Link zu ${name} steht in der Karte.` : `The link to ${name} is in the card.`;
    return { message, refresh: false, link: { url, title: name.slice(0, 120) } };
  },
});
