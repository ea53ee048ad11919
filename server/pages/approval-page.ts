import type { Approval } from '#contract';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';

/** What an approver decides about. Only the form's POST decides: a mail scanner that follows the link changes nothing (T52). */
export function approvalPage(approval: Approval, token: string): string {
  const rows = approval.rows === null ? 'not known before it is read' : approval.rows.toLocaleString('en-US');
  return page(approval.title, `
<h1>Approve an export?</h1>
<p>${escapeHtml(approval.requestedBy)} wants to export “${escapeHtml(approval.title)}”.</p>
<dl>
<dt>Rows</dt><dd>${rows}</dd>
<dt>Why you are asked</dt><dd>${escapeHtml(approval.why)}</dd>
<dt>Asked</dt><dd>${moment(approval.requestedAt)}</dd>
<dt>Waits until</dt><dd>${moment(approval.expiresAt)}</dd>
</dl>
<form method="post" action="/approvals/${escapeHtml(token)}">
<p><label for="reason">Reason (needed when you refuse; ${escapeHtml(approval.requestedBy)} will read it)</label><br>
<textarea id="reason" name="reason" maxlength="500" rows="3" style="width:100%;font:inherit;padding:8px;border:1px solid var(--line);border-radius:6px"></textarea></p>
<p class="row"><button type="submit" name="decision" value="approve">Approve</button>
<button type="submit" name="decision" value="refuse" style="background:#fff;color:#b4371c;border:1px solid #b4371c">Refuse</button></p></form>`);
}

function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
