import type { Cell, Column } from '#contract';
import { escapeHtml } from '../core/html/escape-html.ts';
import { shortened } from './shortened.ts';

/** Rows as an HTML table for notes; every value escaped, long ones cut with an ellipsis. */
export function htmlTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((column) => `<th align="left">${escapeHtml(column.title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(shortened(cell ?? ''))}</td>`).join('')}</tr>`).join('');
  return `<table cellpadding="4"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
