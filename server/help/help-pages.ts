import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpokenLanguage } from '#contract';
import { renderMarkdown } from './render-markdown.ts';
import { sharedDataTable } from './shared-data-table.ts';
import { VENDOR } from './vendor.ts';

export type HelpPage = { readonly slug: string; readonly title: string; readonly language: SpokenLanguage; readonly html: string };

/** Every public page, in the order of the menu. A new one is a file in content/, one in content/de/, and a line here. */
const PAGES: Readonly<Record<string, Readonly<Record<SpokenLanguage, string>>>> = {
  setup: { en: 'Setup guide', de: 'Einrichtung' },
  data: { en: 'Shared data', de: 'Geteilte Daten' },
  pricing: { en: 'Pricing', de: 'Preise' },
  support: { en: 'Support', de: 'Hilfe' },
  security: { en: 'Security', de: 'Sicherheit' },
  privacy: { en: 'Privacy policy', de: 'Datenschutz' },
  terms: { en: 'Terms of service', de: 'Nutzungsbedingungen' },
};

/** Reads and renders them once; throws when a file is missing or names something the vendor's file does not have. */
export function helpPages(language: SpokenLanguage): readonly HelpPage[] {
  return Object.entries(PAGES).map(([slug, titles]) => {
    const file = language === 'en' ? `${slug}.md` : join(language, `${slug}.md`);
    const values: Readonly<Record<string, string>> = { ...VENDOR, sharedData: sharedDataTable(language) };
    const text = readFileSync(join(import.meta.dirname, 'content', file), 'utf8');
    const filled = text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`server/help/content/${file} names {{${name}}}, which server/help/vendor.ts does not have.`);
      return value;
    });
    return { slug, title: titles[language], language, html: renderMarkdown(filled) };
  });
}
