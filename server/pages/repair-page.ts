import type { SpokenLanguage } from '#contract';
import type { LeftOut, ShownSheet } from '../../src/exports/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';
import { REPAIR_WORDS } from './repair-words.ts';
import type { RepairWords } from './repair-words.ts';

export type RepairPage = {
  readonly leftOut: LeftOut;
  readonly sheets: readonly ShownSheet[];
  /** Whether some column of them can be written back. */
  readonly writable: boolean;
  readonly language: SpokenLanguage;
  readonly token: string;
};

/** The rows an export left out, and the ways on: read again as they are, the list as a file, the corrected list back; and what a list has changed. */
export function repairPage({ leftOut: { job, total, written }, sheets, writable, language, token }: RepairPage): string {
  const words = REPAIR_WORDS[language];
  const count = (rows: number): string => rows.toLocaleString(language);
  const at = `/repairs/${escapeHtml(token)}`;
  const undo = written === 0 ? '' : `<form method="post" action="${at}/undo"><p>${escapeHtml(words.wrote(count(written), written === 1))} ${words.undoWhat}</p><p><button type="submit" class="quiet">${words.undo}</button></p></form>`;
  if (total === 0) return page(job.title, `${STYLE}<h1>${escapeHtml(job.title)}</h1>${undo}`, language);

  const files = [
    `<a class="button quiet" href="${at}/list.xlsx">${words.excel}</a>`,
    ...sheets.map(({ sheet, title }) => `<a href="${at}/list-${sheet}.csv">${escapeHtml(words.csv(sheets.length === 1 ? null : title))}</a>`),
  ];
  return page(job.title, `${STYLE}
<h1>${escapeHtml(words.heading(count(total), total === 1, job.title))}</h1>
<p>${words.intro}</p>
${sheets.map((sheet) => table(sheet, words, count, sheets.length > 1)).join('')}
<form method="post" action="${at}" enctype="multipart/form-data"><p><button type="submit">${words.again}</button></p></form>
${undo}
<section><h2>${words.take}</h2><p class="row">${files.join(' ')}</p>
<p>${words.howTo}</p><p>${writable ? words.writes : words.reads}</p></section>
<form method="post" action="${at}" enctype="multipart/form-data">
<h2><label for="file">${words.file}</label></h2><p><input type="file" id="file" name="file" accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"></p>
<p><label for="pasted">${words.paste}</label><br><textarea id="pasted" name="pasted" rows="3"></textarea></p>
<p><button type="submit" class="quiet">${words.send}</button></p></form>`, language);
}

const STYLE = `<style>
table { border-collapse: collapse; width: 100%; margin: 0 0 14px; font-size: 14px; } th { text-align: left; color: var(--soft); font-weight: 600; } td, th { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
h2 { font-size: 16px; margin: 20px 0 8px; } section { border-top: 1px solid var(--line); margin-top: 20px; }
.quiet, a.button.quiet { background: #fff; color: var(--accent); border: 1px solid var(--accent); } .quiet:hover, a.button.quiet:hover { background: #eef6f7; }
textarea { width: 100%; font: inherit; padding: 8px; border: 1px solid var(--line); border-radius: 6px; } input[type=file] { font: inherit; }
</style>`;

function table({ title, total, rows }: ShownSheet, words: RepairWords, count: (rows: number) => string, named: boolean): string {
  const lines = rows.map(({ key, reason }) => `<tr><td><code>${escapeHtml(key)}</code></td><td>${escapeHtml(reason)}</td></tr>`).join('');
  const heading = named ? `<h2>${escapeHtml(title)} (${count(total)})</h2>` : '';
  return `${heading}<table><thead><tr><th>${words.key}</th><th>${words.reason}</th></tr></thead><tbody>${lines}</tbody></table>${total > rows.length ? `<p>${words.more(count(total - rows.length))}</p>` : ''}`;
}
