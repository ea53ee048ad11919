import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SpokenLanguage } from '#contract';
import { renderMarkdown } from './render-markdown.ts';
import { sharedDataTable } from './shared-data-table.ts';
import { VENDOR } from './vendor.ts';

/** `language` is that of the words: a page of which there is one only stands in English in both menus. */
export type HelpPage = { readonly slug: string; readonly title: string; readonly language: SpokenLanguage; readonly html: string };

type Titles = { readonly en: string; readonly de: string; /** What binds by its words has one wording. */ readonly onlyEnglish?: true };

/** Every public page, in the order of the menu. A new one is a file in content/, one in content/de/, and a line here. */
const PAGES: Readonly<Record<string, Titles>> = {
  setup: { en: 'Setup guide', de: 'Einrichtung' },
  data: { en: 'Shared data', de: 'Geteilte Daten' },
  pricing: { en: 'Pricing', de: 'Preise' },
  support: { en: 'Support', de: 'Hilfe' },
  security: { en: 'Security', de: 'Sicherheit (englisch)', onlyEnglish: true },
  privacy: { en: 'Privacy policy', de: 'Datenschutz (englisch)', onlyEnglish: true },
  terms: { en: 'Terms of service', de: 'Nutzungsbedingungen (englisch)', onlyEnglish: true },
};

/** Reads and renders them once; throws when a file is missing or names something the vendor's file does not have. */
export function helpPages(language: SpokenLanguage): readonly HelpPage[] {
  return Object.entries(PAGES).map(([slug, titles]) => {
    const spoken = titles.onlyEnglish === true ? 'en' : language;
    const file = spoken === 'en' ? `${slug}.md` : join(spoken, `${slug}.md`);
    const values: Readonly<Record<string, string>> = { ...VENDOR, sharedData: sharedDataTable(spoken) };
    const text = readFileSync(join(import.meta.dirname, 'content', file), 'utf8');
    const filled = text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`server/help/content/${file} names {{${name}}}, which server/help/vendor.ts does not have.`);
      return value;
    });
    return { slug, title: titles[language], language: spoken, html: renderMarkdown(filled) };
  });
}
