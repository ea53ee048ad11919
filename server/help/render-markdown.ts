import { escapeHtml } from '../../src/core/html/escape-html.ts';

/**
 * The little Markdown that our own help pages are written in: headings, paragraphs, lists, tables, `code`, **strong** and
 * [links](…). Everything is escaped; a link goes to https, mailto or a page of ours, or stays text.
 */
export function renderMarkdown(text: string): string {
  return text.trim().split(/\n{2,}/).map(renderBlock).join('\n');
}

function renderBlock(block: string): string {
  const lines = block.split('\n');
  const first = lines[0] ?? '';
  const heading = /^(#{1,3}) (.+)$/.exec(first);
  if (heading !== null) {
    const [, marks = '#', title = ''] = heading;
    const rest = lines.slice(1).join('\n');
    return `<h${marks.length}>${inline(title)}</h${marks.length}>${rest === '' ? '' : renderBlock(rest)}`;
  }
  if (first.startsWith('|')) return renderTable(lines);
  if (/^- /.test(first)) return `<ul>${items(lines, /^- /)}</ul>`;
  if (/^\d+\. /.test(first)) return `<ol>${items(lines, /^\d+\. /)}</ol>`;
  return `<p>${inline(lines.join(' '))}</p>`;
}

/** A line without a mark of its own goes on with the item before it. */
function items(lines: readonly string[], mark: RegExp): string {
  const found: string[] = [];
  for (const line of lines) {
    if (mark.test(line)) found.push(line.replace(mark, ''));
    else found.push(`${found.pop() ?? ''} ${line.trim()}`);
  }
  return found.map((item) => `<li>${inline(item)}</li>`).join('');
}

function renderTable([head = '', , ...body]: readonly string[]): string {
  const cells = (line: string): string[] => line.replace(/^\||\|$/g, '').split('|').map((cell) => inline(cell.trim()));
  const rows = body.map((line) => `<tr>${cells(line).map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  return `<div class="wide"><table><thead><tr>${cells(head).map((cell) => `<th scope="col">${cell}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function inline(text: string): string {
  return escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\(((?:https:\/\/|mailto:|\/help)[^)\s]*)\)/g, '<a href="$2">$1</a>');
}
