import type { Cell, Column } from '#contract';
import { createObject } from '../hubspot/index.ts';
import { escapeHtml } from '../core/html/escape-html.ts';
import { defineAction } from './define-action.ts';
import { newMark } from './new-mark.ts';

const ROWS = 25;
/** HubSpot's association type ids, note to contact, company, deal, ticket (associations guide, read 2026-11-22). */
const NOTE_TO = { '0-1': 202, '0-2': 190, '0-3': 214, '0-5': 228 } as const;
/** HubSpot takes 65,536 characters in a note's body (notes guide, read 2026-11-22); some room for the frame. */
const MAX_BODY = 60_000;

/** The table as it stands now, first rows, as a note on the record; says how many rows there are in all. */
export const noteSnapshotAction = defineAction({
  summary: { runs: 'server', name: 'note-snapshot', title: 'Save snapshot as note', place: 'table', confirm: 'Write the first 25 rows of this table as a note on the record?' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: ['crm.objects.contacts.write'],
  async run(context, { caller, record, table, signal }) {
    const { query } = table;
    const at = context.now();
    const mark = newMark(context);
    const [page, total] = await Promise.all([
      table.source.page(table.context, query, { cursor: null, size: ROWS }),
      query.table.capabilities.count ? table.source.count(table.context, query) : null,
    ]);
    const byKey = new Map(query.table.columns.map((column) => [column.key, column]));
    const columns = query.columns.flatMap((key) => byKey.get(key) ?? []);
    const rows = fitting(columns, page.rows.map((row) => row.cells));
    const shown = total === null ? `${rows.length} rows` : `${rows.length} of ${total.toLocaleString('en-US')} rows`;
    const body = `<p><strong>${escapeHtml(query.table.title)}</strong> (${escapeHtml(table.name)}), ${shown}, as of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>${htmlTable(columns, rows)}<p>${mark}</p>`;
    await createObject(context.hubspot, { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } }, {
      objectType: 'notes',
      properties: { hs_timestamp: new Date(at).toISOString(), hs_note_body: body },
      associations: [{ toId: record.objectId, associationTypeId: NOTE_TO[record.objectTypeId] }],
      recognise: { by: 'mark', property: 'hs_note_body', mark, beside: { objectType: record.objectTypeId, id: record.objectId } },
    });
    return { message: `Note written with ${shown}.`, refresh: false };
  },
});

/** As many leading rows as fit the note; the note's first line tells how many that are. */
function fitting(columns: readonly Column[], rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  let kept = rows;
  while (kept.length > 1 && htmlTable(columns, kept).length > MAX_BODY) kept = kept.slice(0, -1);
  return kept;
}

function htmlTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((column) => `<th>${escapeHtml(column.title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(shortened(cell ?? ''))}</td>`).join('')}</tr>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}
