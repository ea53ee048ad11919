import type { LeftOut } from '../../src/exports/index.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';

const SHOWN = 10;

/** The rows an export left out, and the three ways on: the list as a file, the corrected list back, or read again as they are. */
export function repairPage({ job, total, rows }: LeftOut, token: string): string {
  const at = `/repairs/${escapeHtml(token)}`;
  const count = total.toLocaleString('en-US');
  const lines = rows.slice(0, SHOWN).map(({ key, reason }) => `<tr><td style="padding:6px 12px 6px 0"><code>${escapeHtml(key)}</code></td><td style="padding:6px 0">${escapeHtml(reason)}</td></tr>`).join('');
  const more = rows.length > SHOWN ? `<p>And ${(rows.length - SHOWN).toLocaleString('en-US')} more in the list.</p>` : '';
  const cut = total > rows.length ? `<p>The list names the first ${rows.length.toLocaleString('en-US')}. For all of them export the table again.</p>` : '';
  return page(job.title, `
<h1>${count} ${total === 1 ? 'row was' : 'rows were'} left out of “${escapeHtml(job.title)}”</h1>
<p>Read them again as they are now, or correct keys in the list and send it back. The result is a file of its own in My exports.</p>
<table style="border-collapse:collapse;width:100%;margin:0 0 14px;font-size:14px"><thead><tr><th align="left" style="padding:6px 12px 6px 0">Key</th><th align="left">Reason</th></tr></thead><tbody>${lines}</tbody></table>
${more}${cut}
<form method="post" action="${at}" enctype="multipart/form-data"><p class="row"><button type="submit">Read these rows again</button> <a href="${at}/list.csv">Download the list (CSV)</a></p></form>
<form method="post" action="${at}" enctype="multipart/form-data" style="border-top:1px solid var(--line);padding-top:16px">
<p><label for="file">Corrected list: fill in “Corrected key” where a row has another key, delete lines you do not want</label><br><input type="file" id="file" name="file" accept=".csv,.txt,text/csv" style="font:inherit;margin-top:6px"></p>
<p><label for="pasted">or paste it here, with its first line</label><br>
<textarea id="pasted" name="pasted" rows="4" style="width:100%;font:inherit;padding:8px;border:1px solid var(--line);border-radius:6px"></textarea></p>
<p class="row"><button type="submit" style="background:#fff;color:var(--accent);border:1px solid var(--accent)">Send the list back</button></p></form>`);
}
