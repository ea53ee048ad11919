import type { Certificate } from '../../src/exports/index.ts';
import type { File } from '../../src/downloads/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';

/** What the file is, before it is fetched: a mail scanner that follows the link stops here and burns nothing (T52). */
export function filePage(file: File, token: string): string {
  const certificate = file.certificate as Certificate;
  const { upstream, written, skipped, leftOutByFilter } = certificate.rows;
  const sources = [...new Set(certificate.sheets.map((sheet) => sheet.source))];
  // Certificates of older versions know no parts.
  const partial = (certificate as Partial<Certificate>).partial ?? null;
  const verdict = partial !== null ? `<span class="bad">Only a part</span>: ${number(written)}${partial.rowsExpected === null ? '' : ` of ${number(partial.rowsExpected)}`} rows` : certificate.complete
    ? `<span class="good">Complete</span>: ${number(written)} of ${number(upstream - leftOutByFilter)} rows`
    : skipped === 0 ? '<span class="bad">Not complete</span>: all rows, but not every column; see the notes'
    : `<span class="bad">Not complete</span>: ${number(skipped)} of ${number(upstream)} rows were skipped; the certificate names them`;
  const { notes } = certificate;
  return page(file.title, `
<h1>${escapeHtml(file.fileName)}</h1>
<p>${escapeHtml(certificate.title)} from ${escapeHtml(sources.join(', '))}, as of ${moment(new Date(certificate.asOf))}</p>
<dl>
<dt>Rows</dt><dd>${number(file.rows)}</dd>
<dt>Size</dt><dd>${size(file.bytes)}</dd>
<dt>Certificate</dt><dd>${verdict}</dd>
${notes.length === 0 ? '' : `<dt>Notes</dt><dd>${notes.map((note) => escapeHtml(note)).join('<br>')}</dd>\n`}<dt>SHA-256</dt><dd><code>${escapeHtml(file.sha256)}</code></dd>
<dt>Kept until</dt><dd>${moment(file.expiresAt)}</dd>
</dl>
<form method="post" action="/files/${escapeHtml(token)}" class="row"><button type="submit">Download file</button>
<a href="/files/${escapeHtml(token)}/certificate">Download certificate</a></form>`);
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
