import { useSurface } from '../surface.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import type { UiTexts } from './ui-texts.ts';

/** The shared sentences in the person's language. */
export function useUiTexts(): UiTexts {
  return useSurface().language === 'de' ? german : english;
}
