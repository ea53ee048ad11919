import type { Cell, Column } from '#contract';
import { escapeHtml } from '../core/html/escape-html.ts';
import { defineAction } from './define-action.ts';
import { htmlTable } from './html-table.ts';
import { readSnapshot } from './read-snapshot.ts';
import { rowsShown } from './rows-shown.ts';
import { writeNote } from './write-note.ts';

/** HubSpot takes 65,536 characters in a note's body (notes guide, read 2026-11-22); some room for the frame. */
const MAX_BODY = 60_000;

/** The table as it stands now, first rows, as a note on the record; says how many rows there are in all. */
export const noteSnapshotAction = defineAction({
  summary: { runs: 'server', name: 'note-snapshot', title: 'Save snapshot as note', place: 'table', confirm: 'Write the first 25 rows of this table as a note on the record?' },
  german: { title: 'Stand als Notiz sichern', confirm: 'Die ersten 25 Zeilen dieser Tabelle als Notiz an den Datensatz schreiben?' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: ['crm.objects.contacts.write'],
  async run(context, input) {
    const { table, reader } = input;
    const at = context.now();
    const { columns, rows: read, total } = await readSnapshot(table);
    const rows = fitting(columns, read);
    const shown = rowsShown(rows.length, total, reader);
    const head = `<strong>${escapeHtml(table.query.table.title)}</strong> (${escapeHtml(table.name)}), ${shown}`;
    await writeNote(context, input, `<p>${head}, as of ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>${htmlTable(columns, rows)}`);
    return { message: reader.language === 'de' ? `Notiz mit ${shown} geschrieben.` : `Note written with ${shown}.`, refresh: false };
  },
});

/** As many leading rows as fit the note; the note's first line tells how many that are. */
function fitting(columns: readonly Column[], rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  let kept = rows;
  while (kept.length > 1 && htmlTable(columns, kept).length > MAX_BODY) kept = kept.slice(0, -1);
  return kept;
}
