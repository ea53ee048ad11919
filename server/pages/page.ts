import type { SpokenLanguage } from '#contract';
import { escapeHtml } from '../../src/core/html/escape-html.ts';

/** A whole page of ours: few, plain, no script. `body` is HTML that its maker has escaped. */
export function page(title: string, body: string, language: SpokenLanguage = 'en'): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeHtml(title)} · Siderail</title>
<style>
:root { color-scheme: light; --ink: #22303c; --soft: #5c6b79; --line: #dfe5ea; --accent: #0b5d66; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: #f3f6f8; color: var(--ink); font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; display: grid; place-items: center; padding: 24px; }
main { background: #fff; border: 1px solid var(--line); border-radius: 10px; padding: 32px; width: min(680px, 100%); box-shadow: 0 6px 24px rgb(34 48 60 / 7%); }
.brand { color: var(--accent); font-weight: 700; letter-spacing: .02em; margin: 0 0 20px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 8px; overflow-wrap: anywhere; }
p { margin: 0 0 14px; color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 20px; margin: 20px 0; padding: 16px 0; border-block: 1px solid var(--line); }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12.5px/1.4 ui-monospace, Menlo, Consolas, monospace; }
button, a.button { display: inline-block; border: 0; border-radius: 6px; background: var(--accent); color: #fff; font: inherit; font-weight: 600; padding: 11px 22px; cursor: pointer; text-decoration: none; }
button:hover, a.button:hover { background: #094a52; } button:focus-visible, a:focus-visible { outline: 3px solid #7cc3cb; outline-offset: 2px; }
a { color: var(--accent); } main > :last-child { margin-bottom: 0; } .row { display: flex; gap: 18px; align-items: center; flex-wrap: wrap; } .good { color: #1c7a4a; font-weight: 600; } .bad { color: #b4371c; font-weight: 600; }
</style></head><body><main><p class="brand">Siderail</p>${body}</main></body></html>`;
}
