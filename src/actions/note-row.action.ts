import { escapeHtml } from '../core/html/escape-html.ts';
import { defineAction } from './define-action.ts';
import { findRow } from './find-row.ts';
import { htmlTable } from './html-table.ts';
import { writeNote } from './write-note.ts';

/** One row as it stands now, as a note on the record. */
export const noteRowAction = defineAction({
  summary: { runs: 'server', name: 'note-row', title: 'Save row as note', place: 'row', confirm: 'Write this row as a note on the record?' },
  german: { title: 'Zeile als Notiz sichern', confirm: 'Diese Zeile als Notiz an den Datensatz schreiben?' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: ['crm.objects.contacts.write'],
  async run(context, input) {
    const { table, rowKey, reader } = input;
    const { row, columns } = await findRow(table, rowKey!);
    const head = `<strong>${escapeHtml(table.query.table.title)}</strong> (${escapeHtml(table.name)}), ID ${escapeHtml(row.key)}`;
    await writeNote(context, input, `<p>${head}, as of ${new Date(context.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC</p>${htmlTable(columns, [row.cells])}`);
    return { message: reader.language === 'de' ? 'Notiz mit der Zeile geschrieben.' : 'Note written with the row.', refresh: false };
  },
});
