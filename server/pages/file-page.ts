import { sayIn } from '#sentences';
import type { Certificate } from '../../src/exports/index.ts';
import type { File } from '../../src/downloads/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { FILE_WORDS } from './file-words.ts';
import type { Reading } from '../../src/readers/index.ts';
import { page } from './page.ts';
import { pageFormat } from './page-format.ts';

/** What the file is, before it is fetched: a mail scanner that follows the link stops here and burns nothing (T52). */
export function filePage(file: File, token: string, reading: Reading): string {
  const { language } = reading;
  const words = FILE_WORDS[language];
  const { number, size, moment } = pageFormat(reading);
  const certificate = file.certificate as Certificate;
  const sources = [...new Set(certificate.sheets.map((sheet) => sheet.source))];
  const { notes } = certificate;
  return page(file.title, `
<h1>${escapeHtml(file.fileName)}</h1>
<p>${escapeHtml(words.of(certificate.title, sources.join(', '), moment(new Date(certificate.asOf))))}</p>
<dl>
<dt>${words.rows}</dt><dd>${number(file.rows)}</dd>
<dt>${words.size}</dt><dd>${size(file.bytes)}</dd>
<dt>${words.certificate}</dt><dd>${verdict(certificate, reading)}</dd>
${notes.length === 0 ? '' : `<dt>${words.notes}</dt><dd>${notes.map((note) => escapeHtml(sayIn(language, note))).join('<br>')}</dd>\n`}<dt>SHA-256</dt><dd><code>${escapeHtml(file.sha256)}</code></dd>
<dt>${words.keptUntil}</dt><dd>${moment(file.expiresAt)}</dd>
</dl>
<form method="post" action="/files/${escapeHtml(token)}" class="row"><button type="submit">${words.download}</button>
<a href="/files/${escapeHtml(token)}/certificate">${words.downloadCertificate}</a></form>`, language);
}

function verdict(certificate: Certificate, reading: Reading): string {
  const words = FILE_WORDS[reading.language];
  const { number } = pageFormat(reading);
  const { upstream, written, skipped, leftOutByFilter } = certificate.rows;
  // Certificates of older versions know no parts.
  const partial = (certificate as Partial<Certificate>).partial ?? null;
  const bad = (what: string): string => `<span class="bad">${what}</span>`;
  if (partial !== null) return `${bad(words.part)}: ${words.ofRows(number(written), partial.rowsExpected === null ? null : number(partial.rowsExpected))}`;
  if (certificate.complete) return `<span class="good">${words.complete}</span>: ${words.ofRows(number(written), number(upstream - leftOutByFilter))}`;
  return `${bad(words.notComplete)}: ${skipped === 0 ? words.notEveryColumn : words.skipped(number(skipped), number(upstream))}`;
}
