import type { Column } from '#contract';
import { escapeHtml } from '../core/html/escape-html.ts';
import { shortened } from './shortened.ts';

const CELL = 'padding:6px 12px 6px 0;border-bottom:1px solid #dfe5ea;vertical-align:top';
const NUMBERS: readonly Column['type'][] = ['number', 'money'];

/** Rows, as their reader's country writes them, as a table of a mail: styles within its elements, because mail programs take no others; every value escaped. */
export function mailTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const side = (column: Column): string => (NUMBERS.includes(column.type) ? 'right' : 'left');
  const head = columns.map((column) => `<th align="${side(column)}" style="${CELL};color:#5c6b79">${escapeHtml(column.title)}</th>`).join('');
  const body = rows.map((row) => `<tr>${columns.map((column, at) => `<td align="${side(column)}" style="${CELL}">${escapeHtml(shortened(row[at] ?? ''))}</td>`).join('')}</tr>`).join('');
  return `<div style="overflow-x:auto"><table cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:13px;line-height:1.4"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
