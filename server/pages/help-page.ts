import type { SpokenLanguage } from '#contract';
import type { HelpPage } from '../help/help-pages.ts';
import { escapeHtml } from '../../src/core/html/escape-html.ts';

const WORDS = { en: { menuName: 'Help', otherName: 'Deutsch', other: 'de' }, de: { menuName: 'Hilfe', otherName: 'English', other: 'en' } } as const;

/** A public page with the menu of all. Unlike the pages of files it may be found by search engines, and by HubSpot's crawler. */
export function helpPage(page: HelpPage, all: readonly HelpPage[], language: SpokenLanguage): string {
  const { menuName, otherName, other } = WORDS[language];
  const menu = all.map(({ slug, title }) => `<a href="/help/${slug}?lang=${language}"${slug === page.slug ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`).join('');
  return `<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · Siderail</title>
<style>
:root { color-scheme: light; --ink: #22303c; --soft: #4f5d6a; --line: #dfe5ea; --accent: #0b5d66; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f6f8; color: var(--ink); font: 16px/1.6 "Helvetica Neue", Helvetica, Arial, sans-serif; }
header { background: #fff; border-bottom: 1px solid var(--line); } header > div { width: min(920px, 100%); margin: auto; padding: 16px 24px; display: flex; flex-wrap: wrap; gap: 8px 22px; align-items: baseline; }
.brand { color: var(--accent); font-weight: 700; letter-spacing: .02em; font-size: 18px; margin-right: 8px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 15px; } nav a { color: var(--soft); text-decoration: none; padding: 4px 0; border-bottom: 2px solid transparent; } nav a:hover, nav a[aria-current] { color: var(--accent); border-color: var(--accent); }
main { width: min(920px, calc(100% - 32px)); margin: 28px auto 64px; background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: clamp(20px, 5vw, 44px); }
h1 { font-size: 28px; line-height: 1.25; margin: 0 0 12px; } h2 { font-size: 20px; margin: 34px 0 8px; } h3 { font-size: 17px; margin: 24px 0 6px; }
p, ul, ol { margin: 0 0 14px; max-width: 72ch; } li { margin-bottom: 6px; } a { color: var(--accent); } a:focus-visible { outline: 3px solid #7cc3cb; outline-offset: 2px; }
.wide { overflow-x: auto; margin: 0 0 18px; } table { border-collapse: collapse; width: 100%; font-size: 15px; } th, td { text-align: left; vertical-align: top; padding: 9px 14px 9px 0; border-bottom: 1px solid var(--line); } th { color: var(--soft); font-weight: 600; }
td code { white-space: nowrap; } code { font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace; background: #eef2f5; border-radius: 4px; padding: 1px 5px; overflow-wrap: anywhere; } main > :last-child { margin-bottom: 0; }
</style></head><body><header><div><span class="brand">Siderail</span><nav aria-label="${menuName}">${menu}<a href="/help/${page.slug}?lang=${other}" lang="${other}" hreflang="${other}">${otherName}</a></nav></div></header><main>${page.html}</main></body></html>`;
}
