import type { SpokenLanguage } from '#contract';
import { escapeHtml } from '../../src/core/html/escape-html.ts';
import { page } from './page.ts';

export type Message = { readonly title: string; readonly text: string; readonly fix: string; readonly link?: { readonly url: string; readonly title: string }; readonly supportCode?: string; readonly language?: SpokenLanguage };

/** One thing happened: what, what it means, what to do. */
export function messagePage(message: Message): string {
  const { title, text, fix, link, supportCode, language } = message;
  const button = link === undefined ? '' : `<p><a class="button" href="${escapeHtml(link.url)}">${escapeHtml(link.title)}</a></p>`;
  const code = supportCode === undefined ? '' : `<p>${language === 'de' ? 'Support-Code' : 'Support code'} <code>${escapeHtml(supportCode)}</code></p>`;
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p><p>${escapeHtml(fix)}</p>${button}${code}`, language);
}
