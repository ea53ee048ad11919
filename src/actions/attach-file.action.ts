import { buffer } from 'node:stream/consumers';
import { writeAudit } from '../audit/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';
import { escapeHtml } from '../core/html/escape-html.ts';
import { findFile } from '../downloads/index.ts';
import { contentTypeOf, estimateExport, startExport } from '../exports/index.ts';
import { isFileKey } from '../files/index.ts';
import { uploadFile } from '../hubspot/index.ts';
import { defineAction } from './define-action.ts';
import type { ActionInput } from './define-action.ts';
import { rowsShown } from './rows-shown.ts';
import { writeNote } from './write-note.ts';

/** What fits into a click, with room for HubSpot to take it. */
const MOST_ROWS = 2_000;
const MOST_BYTES = 5_000_000;
const FOLDER = '/siderail';
const SCOPES = ['files'];

/**
 * The whole table as a private Excel file behind a note on the record. The file is an export like any other: listed,
 * certified, logged. The note is written once; the upload may be repeated, because HubSpot knows the same file again.
 */
export const attachFileAction = defineAction({
  summary: { runs: 'server', name: 'attach-file', title: 'Attach as file', place: 'table', needs: 'export', confirm: 'Attach this whole table as a private Excel file to the record? Everybody who sees the record can open it.' },
  german: { title: 'Als Datei anhängen', confirm: 'Diese ganze Tabelle als private Excel-Datei an den Datensatz anhängen? Alle, die den Datensatz sehen, können sie öffnen.' },
  objectTypeIds: ['0-1', '0-2', '0-3', '0-5'],
  scopes: ['crm.objects.contacts.write'],
  recordScopes: { '0-1': SCOPES, '0-2': SCOPES, '0-3': SCOPES, '0-5': SCOPES },
  verb: 'export',
  async run(context, input) {
    const { caller, record, table, tableId, reader, signal } = input;
    const file = await makeFile(context, input);
    const name = file.fileName.replace(/(\.[^.]*)$/, ` ${file.jobId.slice(0, 8)}$1`);
    const at = { portalId: caller.portalId, lane: 'person', signal, purpose: { area: 'actions' } } as const;
    const fileId = await uploadFile(context.hubspot, at, { name, folder: FOLDER, contentType: contentTypeOf({ format: 'xlsx' }), bytes: file.content });
    const rows = rowsShown(file.rows, null, reader);
    const head = `<strong>${escapeHtml(table.query.table.title)}</strong> (${escapeHtml(table.name)}), ${rows}, as of ${file.asOf.slice(0, 16).replace('T', ' ')} UTC`;
    await writeNote(context, input, `<p>${head}</p><p>${escapeHtml(name)}<br>SHA-256 ${file.sha256}</p>`, [fileId]);
    await context.database.inPortal(caller.portalId, (tx) => writeAudit(tx, caller.portalId, {
      userId: caller.userId, action: 'file.attached', subject: file.jobId, details: { record, table: tableId, rows: file.rows, bytes: file.content.length, sha256: file.sha256 },
    }));
    return { message: reader.language === 'de' ? `${rows} als Datei angehängt: ${name}` : `${rows} attached as a file: ${name}`, refresh: false };
  },
});

type Made = { readonly jobId: string; readonly fileName: string; readonly rows: number; readonly sha256: string; readonly asOf: string; readonly content: Uint8Array<ArrayBuffer> };

async function makeFile(context: Context, { caller, query, signal }: ActionInput): Promise<Made> {
  const { portalId } = caller;
  const wanted = { query, format: 'xlsx' } as const;
  const { rows, bytes, lane, approval } = await estimateExport(context, caller, wanted, signal);
  if (approval !== undefined) throw new AppError('access.refused', { userMessage: 'Rows of this table leave HubSpot only when somebody approves it.', fix: 'Use Export instead: it asks for the approval.' });
  if (lane !== 'immediate' || rows === null || rows > MOST_ROWS || (bytes ?? 0) > MOST_BYTES) {
    throw new AppError('request.too_large', { userMessage: 'This table is too large to attach.', fix: 'Filter it to at most 2,000 rows, or use Export.' });
  }
  const job = await startExport(context, caller, { ...wanted, requestId: context.newId() }, signal);
  const found = await context.database.inPortal(portalId, (tx) => findFile(tx, job.id));
  if (job.state !== 'ready' || found === null) {
    throw new AppError('source.timeout', { userMessage: 'The file was not ready in time, and nothing was attached.', fix: 'It is being made in My exports; attach a smaller table, or attach it from there by hand.', retry: 'never' });
  }
  if (found.bytes > MOST_BYTES || !isFileKey(found.fileKey)) throw new AppError('request.too_large', { userMessage: 'This table is too large to attach.', fix: 'Filter it to at most 2,000 rows, or use Export.' });
  const { body } = await context.files.get(found.fileKey);
  return { jobId: job.id, fileName: found.fileName, rows: found.rows, sha256: found.sha256, asOf: (job.startedAt ?? job.createdAt).toISOString(), content: new Uint8Array(await buffer(body)) };
}
