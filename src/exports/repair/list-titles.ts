import type { SpokenLanguage } from '#contract';

export type ListTitles = { readonly key: string; readonly reason: string; readonly corrected: string; readonly mark: string };

/** The columns that every list of left-out rows has. A language of the contract without its titles here does not compile. */
export const LIST_TITLES: Readonly<Record<SpokenLanguage, ListTitles>> = {
  en: { key: 'Key', reason: 'Reason', corrected: 'Corrected key', mark: 'Mark (do not change)' },
  de: { key: 'Schlüssel', reason: 'Grund', corrected: 'Korrigierter Schlüssel', mark: 'Kennzeichen (nicht ändern)' },
};

const EDITABLE = '✎ ';

/** What a column of the table is called in the list: its title and key, and a pencil where its values can be corrected. */
export function columnTitle({ title, key }: { readonly title: string; readonly key: string }, editable: boolean): string {
  return `${editable ? EDITABLE : ''}${title} [${key}]`;
}

/** The key of the column that can be corrected under this title; null for any other. */
export function editableKey(title: string): string | null {
  return title.startsWith(EDITABLE) ? (/\[([^\]]+)\]\s*$/.exec(title)?.[1] ?? null) : null;
}
