import type { Mail } from '../context/index.ts';
import { escapeHtml } from '../core/html/escape-html.ts';

export type MailParts = { subject: string; lines: string[]; button: { title: string; url: string } | null; closing: string };

/** A mail as plain text and as HTML with the same words, all of them escaped. `button`: the one link. */
export function composeMail(to: string, messageId: string, words: MailParts): Mail {
  const { subject, lines, button, closing } = words;
  const text = [...lines, ...(button === null ? [] : [`${button.title}: ${button.url}`]), closing, 'Siderail'].filter((line) => line !== '').join('\n\n');
  const paragraphs = lines.map((line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`).join('');
  const link = button === null ? '' : `<p style="margin:20px 0"><a href="${escapeHtml(button.url)}" style="background:#0b5d66;color:#fff;text-decoration:none;padding:10px 18px;border-radius:4px;display:inline-block">${escapeHtml(button.title)}</a></p>`;
  const html = `<!doctype html><html><body style="font:15px/1.5 Helvetica,Arial,sans-serif;color:#22303c;max-width:560px">${paragraphs}${link}<p style="color:#6b7a88;font-size:12px;overflow-wrap:anywhere">${escapeHtml(closing)}</p><p style="color:#6b7a88;font-size:12px">Siderail</p></body></html>`;
  return { to, subject: subject.replace(/[\r\n]+/g, ' ').slice(0, 180), text, html, messageId };
}
