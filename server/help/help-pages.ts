import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderMarkdown } from './render-markdown.ts';
import { sharedDataTable } from './shared-data-table.ts';
import { VENDOR } from './vendor.ts';

export type HelpPage = { readonly slug: string; readonly title: string; readonly html: string };

/** Every public page, in the order of the menu. A new one is a file in content/ and a line here. */
const PAGES: readonly (readonly [slug: string, title: string])[] = [
  ['setup', 'Setup guide'], ['data', 'Shared data'], ['pricing', 'Pricing'], ['support', 'Support'], ['security', 'Security'], ['privacy', 'Privacy policy'], ['terms', 'Terms of service'],
];

/** Reads and renders them once; throws when a file is missing or names something the vendor's file does not have. */
export function helpPages(): readonly HelpPage[] {
  const values: Readonly<Record<string, string>> = { ...VENDOR, sharedData: sharedDataTable() };
  return PAGES.map(([slug, title]) => {
    const text = readFileSync(join(import.meta.dirname, 'content', `${slug}.md`), 'utf8');
    const filled = text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`server/help/content/${slug}.md names {{${name}}}, which server/help/vendor.ts does not have.`);
      return value;
    });
    return { slug, title, html: renderMarkdown(filled) };
  });
}
