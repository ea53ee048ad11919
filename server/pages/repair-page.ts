import type { SpokenLanguage } from '#contract';
import { RESULT_WORDS } from '../../src/exports/index.ts';
import type { LeftOut, ShownResult, ShownResults, ShownSheet } from '../../src/exports/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';
import { REPAIR_WORDS } from './repair-words.ts';
import type { RepairWords } from './repair-words.ts';

export type RepairPage = {
  readonly leftOut: LeftOut;
  readonly sheets: readonly ShownSheet[];
  /** What became of the rows, where the export is a repair itself. */
  readonly results: ShownResults;
  /** Whether some column of them can be written back. */
  readonly writable: boolean;
  readonly language: SpokenLanguage;
  readonly token: string;
};

type Words = { readonly words: RepairWords; readonly count: (rows: number) => string; readonly at: string; readonly language: SpokenLanguage };

/** The rows an export left out, and the ways on: read again as they are, the list as a file, the corrected list back; of a repair what became of each row, and the way back. */
export function repairPage({ leftOut, sheets, results, writable, language, token }: RepairPage): string {
  const { job, total } = leftOut;
  const words = REPAIR_WORDS[language];
  const text: Words = { words, count: (rows) => rows.toLocaleString(language), at: `/repairs/${escapeHtml(token)}`, language };
  const heading = results.total > 0 ? job.title : words.heading(text.count(total), total === 1, job.title);
  const body = [results.total === 0 ? '' : outcome(leftOut, results, text), total === 0 ? '' : ways({ sheets, total }, results.total > 0 ? words.still(text.count(total), total === 1) : null, writable, text)];
  return page(job.title, `${STYLE}<h1>${escapeHtml(heading)}</h1>${body.join('')}`, language);
}

const STYLE = `<style>
table { border-collapse: collapse; width: 100%; margin: 0 0 14px; font-size: 14px; } caption { text-align: left; color: var(--soft); padding-bottom: 6px; } th { text-align: left; color: var(--soft); font-weight: 600; } td, th { padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
th { overflow-wrap: normal; } td:first-child code { display: inline-block; min-width: 12ch; } td.mark { white-space: nowrap; } del { color: var(--soft); } ins { text-decoration: none; font-weight: 600; } td p { margin: 0; color: var(--ink); }
h2 { font-size: 16px; margin: 20px 0 8px; } section { border-top: 1px solid var(--line); margin-top: 20px; }
.quiet, a.button.quiet { background: #fff; color: var(--accent); border: 1px solid var(--accent); } .quiet:hover, a.button.quiet:hover { background: #eef6f7; }
textarea { width: 100%; font: inherit; padding: 8px; border: 1px solid var(--line); border-radius: 6px; } input[type=file] { font: inherit; color: var(--soft); } ::file-selector-button { font: inherit; font-weight: 600; background: #fff; color: var(--accent); border: 1px solid var(--accent); border-radius: 6px; padding: 8px 16px; margin-right: 12px; cursor: pointer; }
</style>`;

/** What became of each row, and the way back where something was changed. */
function outcome({ written, undone }: LeftOut, { rows, total }: ShownResults, { words, count, at, language }: Words): string {
  const { results, titles } = RESULT_WORDS[language];
  const more = total > rows.length ? `<p>${words.more(count(total - rows.length))}</p>` : '';
  const undo = undone
    ? `<p>${words.undone}</p>`
    : `<form method="post" action="${at}/undo"><p>${words.undoWhat}</p><p><button type="submit" class="quiet">${words.undo}</button></p></form>`;
  return `${written === 0 ? '' : `<p>${escapeHtml(words.wrote(count(written), written === 1))}</p>`}
<table><caption>${words.results}</caption><thead><tr><th scope="col">${titles.key}</th><th scope="col">${titles.result}</th><th scope="col">${words.details}</th></tr></thead>
<tbody>${rows.map((row) => `<tr><td><code>${escapeHtml(row.key)}</code></td><td class="mark ${KINDS[row.result]}">${results[row.result]}</td><td>${details(row, words)}</td></tr>`).join('')}</tbody></table>${more}
<p class="row"><a class="button quiet" href="${at}/results.csv">${words.allResults}</a></p>${written === 0 ? '' : undo}`;
}

const KINDS: Readonly<Record<ShownResult['result'], string>> = { written: 'good', same: '', read: 'good', refused: 'bad', left_out: 'bad' };

function details({ reason, changes }: ShownResult, words: RepairWords): string {
  const lines = changes.map(({ column, was, now }) => `<p>${escapeHtml(column)}: <del>${value(was, words)}</del> → <ins>${value(now, words)}</ins></p>`);
  return `${reason === '' ? '' : `<p>${escapeHtml(reason)}</p>`}${lines.join('')}`;
}

function value(text: string, words: RepairWords): string {
  const short = text.length > 200 ? `${text.slice(0, 200)}…` : text;
  return short === '' ? words.empty : escapeHtml(short);
}

/** The rows that were left out, to read again or to correct. `still`: a heading of its own, below what became of others. */
function ways({ sheets, total }: { readonly sheets: readonly ShownSheet[]; readonly total: number }, still: string | null, writable: boolean, { words, count, at }: Words): string {
  const files = [
    `<a class="button quiet" href="${at}/list.xlsx">${words.excel}</a>`,
    ...sheets.map(({ sheet, title }) => `<a href="${at}/list-${sheet}.csv">${escapeHtml(words.csv(sheets.length === 1 ? null : title))}</a>`),
  ];
  return `${still === null ? '' : `<section><h2>${escapeHtml(still)}</h2></section>`}<p>${words.intro(total === 1)}</p>
${sheets.map((sheet) => table(sheet, words, count, sheets.length > 1)).join('')}
<form method="post" action="${at}" enctype="multipart/form-data"><p><button type="submit">${words.again(total === 1)}</button></p></form>
<section><h2>${words.take}</h2><p class="row">${files.join(' ')}</p>
<p>${words.howTo}</p><p>${writable ? words.writes : words.reads}</p></section>
<form method="post" action="${at}" enctype="multipart/form-data">
<h2><label for="file">${words.file}</label></h2><p><input type="file" id="file" name="file" accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"></p>
<p><label for="pasted">${words.paste}</label><br><textarea id="pasted" name="pasted" rows="3"></textarea></p>
<p><button type="submit" class="quiet">${words.send}</button></p></form>`;
}

function table({ title, total, rows }: ShownSheet, words: RepairWords, count: (rows: number) => string, named: boolean): string {
  const lines = rows.map(({ key, reason }) => `<tr><td><code>${escapeHtml(key)}</code></td><td>${escapeHtml(reason)}</td></tr>`).join('');
  const heading = named ? `<h2>${escapeHtml(title)} (${count(total)})</h2>` : '';
  return `${heading}<table><thead><tr><th scope="col">${words.key}</th><th scope="col">${words.reason}</th></tr></thead><tbody>${lines}</tbody></table>${total > rows.length ? `<p>${words.more(count(total - rows.length))}</p>` : ''}`;
}
