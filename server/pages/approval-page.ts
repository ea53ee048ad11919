import type { Approval } from '#contract';
import { sayIn } from '#sentences';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import type { Reading } from '../../src/readers/index.ts';
import { APPROVAL_WORDS } from './approval-words.ts';
import { page } from './page.ts';
import { pageFormat } from './page-format.ts';

/** What an approver decides about. Only the form's POST decides: a mail scanner that follows the link changes nothing (T52). */
export function approvalPage(approval: Approval, token: string, reading: Reading): string {
  const { language } = reading;
  const words = APPROVAL_WORDS[language];
  const { number, moment } = pageFormat(reading);
  return page(approval.title, `
<h1>${words.heading}</h1>
<p>${escapeHtml(words.wants(approval.requestedBy, approval.title))}</p>
<dl>
<dt>${words.rows}</dt><dd>${approval.rows === null ? words.rowsUnknown : number(approval.rows)}</dd>
<dt>${words.why}</dt><dd>${escapeHtml(sayIn(language, approval.why))}</dd>
<dt>${words.asked}</dt><dd>${moment(new Date(approval.requestedAt))}</dd>
<dt>${words.waitsUntil}</dt><dd>${moment(new Date(approval.expiresAt))}</dd>
</dl>
<form method="post" action="/approvals/${escapeHtml(token)}">
<p><label for="reason">${escapeHtml(words.reason(approval.requestedBy))}</label><br>
<textarea id="reason" name="reason" maxlength="500" rows="3" style="width:100%;font:inherit;padding:8px;border:1px solid var(--line);border-radius:6px"></textarea></p>
<p class="row"><button type="submit" name="decision" value="approve">${words.approve}</button>
<button type="submit" name="decision" value="refuse" style="background:#fff;color:#b4371c;border:1px solid #b4371c">${words.refuse}</button></p></form>`, language);
}
