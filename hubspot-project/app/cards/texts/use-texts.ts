import { english as uiEnglish, german as uiGerman, useSurface, type Language, type UiTexts } from '@siderail/ui';
import { english } from './english.ts';
import { german } from './german.ts';

/** What the cards say in one language: their own sentences and those they share with the pages. */
export type Texts = UiTexts & typeof english;

const SPOKEN: Readonly<Record<Language, Texts>> = { en: { ...uiEnglish, ...english }, de: { ...uiGerman, ...german } };

export function textsOf(language: Language): Texts {
  return SPOKEN[language];
}

/** The cards' sentences in the person's language. */
export function useTexts(): Texts {
  return textsOf(useSurface().language);
}
