import { useSurface, type Language } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

type Widened<Entry> = Entry extends string ? string : Entry;
/** What every language has to say. */
export type Texts = { readonly [Key in keyof typeof english]: Widened<(typeof english)[Key]> };

export function textsOf(language: Language): Texts {
  return language === 'de' ? german : english;
}

/** The action's sentences in the person's language. */
export function useTexts(): Texts {
  return textsOf(useSurface().language);
}
