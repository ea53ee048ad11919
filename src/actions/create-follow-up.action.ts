import { createObject, readOwners, TASK_TO } from '../hubspot/index.ts';
import { escapeHtml } from '../core/html/escape-html.ts';
import { defineAction } from './define-action.ts';
import { findRow } from './find-row.ts';
import { newMark } from './new-mark.ts';

const DAY_MS = 86_400_000;

/** A task on the record, due tomorrow, for the person who clicked, with the row's values in its text. */
export const createFollowUpAction = defineAction({
  summary: { runs: 'server', name: 'create-follow-up', title: 'Create follow-up task', place: 'row', confirm: null },
  german: { title: 'Folgeaufgabe anlegen' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: ['crm.objects.contacts.write', 'crm.objects.owners.read'],
  async run(context, { caller, record, table, rowKey, reader, signal }) {
    const mark = newMark(context);
    const { row, columns } = await findRow(table, rowKey!);
    const asking = { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } } as const;
    const [owner] = await readOwners(context.hubspot, asking, { email: caller.userEmail });
    const lines = columns.map((column, index) => `<li>${escapeHtml(column.title)}: ${escapeHtml(row.cells[index] ?? '–')}</li>`);
    const label = row.cells.find((cell) => cell !== null && cell !== row.key) ?? row.key;
    await createObject(context.hubspot, asking, {
      objectType: 'tasks',
      properties: {
        hs_timestamp: new Date(context.now() + DAY_MS).toISOString(),
        hs_task_subject: `Follow up: ${table.query.table.title} ${label}`.slice(0, 200),
        hs_task_body: `<p>${escapeHtml(table.query.table.title)} (${escapeHtml(table.name)}), ID ${escapeHtml(row.key)}</p><ul>${lines.join('')}</ul><p>${mark}</p>`,
        hs_task_status: 'NOT_STARTED',
        hs_task_type: 'TODO',
        ...(owner === undefined ? {} : { hubspot_owner_id: owner.id }),
      },
      associations: [{ toId: record.objectId, associationTypeId: TASK_TO[record.objectTypeId] }],
      recognise: { by: 'mark', property: 'hs_task_body', mark, beside: { objectType: record.objectTypeId, id: record.objectId } },
    });
    const message = reader.language === 'de' ? `Aufgabe für morgen angelegt: ${label} nachfassen.` : `Task created for tomorrow: follow up ${label}.`;
    return { message, refresh: false };
  },
});
