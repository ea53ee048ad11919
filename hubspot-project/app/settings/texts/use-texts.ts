import { useSurface, type Language } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

/** What every language has to say. */
export type Texts = typeof english;

export function textsOf(language: Language): Texts {
  return language === 'de' ? german : english;
}

/** The settings' sentences in the person's language. */
export function useTexts(): Texts {
  return textsOf(useSurface().language);
}
